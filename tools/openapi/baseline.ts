import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const ROOT = new URL("../..", import.meta.url);

async function git(...parameters: string[]): Promise<string | undefined> {
  try {
    const { stdout } = await run("git", parameters, { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  } catch {
    return undefined;
  }
}

/** An earlier description and where it is from. */
export interface Baseline {
  name: string;
  text: string;
}

/**
 * What clients may rely on: the file as the newest release (`v*` tag) has it. Before the first release, the file as
 * it was committed last in another form than the present one. Undefined when there is no earlier form, or no git.
 */
export async function baselineOf(file: string, present: string): Promise<Baseline | undefined> {
  const tag = (await git("describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"))?.trim();
  const commits = tag ?? (await git("log", "-2", "--format=%h", "--", file)) ?? "";
  for (const name of commits.split("\n").filter((commit) => commit !== "")) {
    const text = await git("show", `${name}:${file}`);
    if (text !== undefined && text !== present) return { name, text };
  }
  return undefined;
}
