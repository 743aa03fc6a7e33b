/**
 * Tries the project on the Node.js versions that the README promises: `npm run try-node-versions [18 20 ...]`. Each is
 * installed into a directory that is removed again, with the npm that comes with it, and does in a clean copy of the
 * working tree what a newcomer does. Exit code 1 when one fails.
 */
import { execFileSync } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { RELEASES, installRelease } from "./node-versions/releases.ts";
import { tryRelease } from "./node-versions/try-release.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const asked = process.argv.slice(2);
const chosen = RELEASES.filter(
  ({ node }) => asked.length === 0 || asked.includes(node.split(".", 1)[0] ?? ""),
);

const scratch = await mkdtemp(join(tmpdir(), "ledgerport-node-versions-"));
try {
  for (const release of chosen) {
    const started = performance.now();
    const seconds = (): string => `${((performance.now() - started) / 1000).toFixed(0)} s`;
    const home = join(scratch, release.node);
    try {
      const installed = await installRelease(release, join(home, "release"));
      await copyWorkingTree(join(home, "copy"));
      await tryRelease(installed, join(home, "copy"), home);
      console.log(`Node ${release.node} with npm ${release.npm}: fine (${seconds()})`);
    } catch (error) {
      console.log(
        `Node ${release.node} with npm ${release.npm}: ${error instanceof Error ? error.message : String(error)}`,
      );
      process.exitCode = 1;
    }
  }
} finally {
  await rm(scratch, { recursive: true, force: true });
}

/** What git knows of the working tree, and what is new in it: no node_modules, nothing that is ignored. */
async function copyWorkingTree(to: string): Promise<void> {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  for (const file of listed.split("\0").filter((name) => name !== "")) {
    await cp(join(ROOT, file), join(to, file), { recursive: true });
  }
}
