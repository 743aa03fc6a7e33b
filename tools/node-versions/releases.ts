import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runToEnd } from "./run-to-end.ts";

/** A release of Node.js, and the npm that comes with it (its change log's last "deps: upgrade npm"). */
export interface NodeRelease {
  node: string;
  npm: string;
}

/** The last release of each line that the README promises. */
export const RELEASES: readonly NodeRelease[] = [
  { node: "18.20.8", npm: "10.8.2" },
  { node: "20.20.2", npm: "10.8.2" },
  { node: "22.23.3", npm: "10.9.9" },
  { node: "24.21.0", npm: "11.19.0" },
];

/** Programs of a release that is installed. */
export interface InstalledRelease {
  /** The directory of the `node` program, to be put first in PATH. */
  bin: string;
  npm: string;
  npx: string;
}

/** Installs a release into a directory of its own, from the npm packages "node" and "npm". Throws Error when it can't. */
export async function installRelease(release: NodeRelease, directory: string): Promise<InstalledRelease> {
  await mkdir(directory, { recursive: true });
  const { node, npm } = release;
  const manifest = { private: true, dependencies: { node, npm }, allowScripts: { node: true } };
  await writeFile(join(directory, "package.json"), JSON.stringify(manifest));
  await runToEnd(["npm", "install", "--no-audit", "--no-fund"], { cwd: directory });
  const modules = join(directory, "node_modules");
  return {
    bin: join(modules, "node", "bin"),
    npm: join(modules, "npm", "bin", "npm-cli.js"),
    npx: join(modules, "npm", "bin", "npx-cli.js"),
  };
}
