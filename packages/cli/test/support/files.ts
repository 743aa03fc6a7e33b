import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";

/** A fresh directory that goes with the test; its name has a space, as people's have. */
export async function directory(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "ledgerport cli-"));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** Writes a file of the test's own and gives its path. */
export async function file(t: TestContext, name: string, content: string | Uint8Array): Promise<string> {
  const path = join(await directory(t), name);
  await writeFile(path, content);
  return path;
}
