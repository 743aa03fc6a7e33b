import { chown, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Binaries } from "./binaries.ts";
import type { RunAs } from "./run-as.ts";
import { runToEnd } from "./run-to-end.ts";

/** The role that owns the database; no superuser, so that row-level security and REVOKE bind it. */
export const OWNER_ROLE = "ledgerport";
export const DATABASE = "ledgerport";
/** The cluster's superuser, for the supervisor and for tests. */
export const ADMIN_ROLE = "postgres";

const NEW_CLUSTER = "cluster.new-";

/**
 * How PostgreSQL is told its cluster, being started in it. Its user may be unable to reach the directory by its path
 * (which root's home directory hides, for example); the link to its own working directory always works.
 */
export function clusterArgument(cluster: string, user: RunAs): string {
  return "uid" in user && process.platform === "linux" ? "/proc/self/cwd" : cluster;
}

/**
 * Makes the cluster with its role and database unless it exists. It is made under another name and renamed, so
 * that one cut short is never taken for a whole one; what earlier attempts left is removed.
 */
export async function ensureCluster(
  directory: string,
  binaries: Binaries,
  user: RunAs,
  options: { synced: boolean },
): Promise<void> {
  for (const name of await readdir(directory)) {
    if (name.startsWith(NEW_CLUSTER)) await rm(join(directory, name), { recursive: true, force: true });
  }
  const cluster = join(directory, "cluster");
  if (await stat(cluster).catch(() => undefined)) return;
  const building = await mkdtemp(join(directory, NEW_CLUSTER));
  if ("uid" in user) await chown(building, user.uid, user.gid);
  const dataArgument = clusterArgument(building, user);
  const initdb = [`--pgdata=${dataArgument}`, `--username=${ADMIN_ROLE}`, "--encoding=UTF8", "--locale=C"];
  // Whoever may enter the directory (0700) is let in; there is no other way in than the socket in it.
  initdb.push("--auth-local=trust", "--auth-host=reject", "--no-instructions");
  if (!options.synced) initdb.push("--no-sync");
  await runToEnd(binaries.initdb, initdb, user, { cwd: building });
  await runToEnd(binaries.postgres, ["--single", "-D", dataArgument, "postgres"], user, {
    cwd: building,
    input: `CREATE ROLE ${OWNER_ROLE} LOGIN;\nCREATE DATABASE ${DATABASE} OWNER ${OWNER_ROLE};\n`,
  });
  await rename(building, cluster);
}
