import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The longest path of a unix socket that every supported system takes (macOS; Linux takes 107 bytes). */
const MOST_BYTES = 103;
const SOCKET_NAME = "/.s.PGSQL.5432";

/** A path by which clients reach the socket in the cluster. */
export interface SocketDirectory {
  path: string;
  remove(): Promise<void>;
}

/**
 * The cluster's own directory, or a short link to it, in a private directory, where the path would be too long for
 * a socket. (The server itself binds the socket by a relative path, which is always short.)
 */
export async function reachSocket(cluster: string, shortDirectory = tmpdir()): Promise<SocketDirectory> {
  if (Buffer.byteLength(cluster + SOCKET_NAME) <= MOST_BYTES)
    return { path: cluster, remove: async () => {} };
  const directory = await mkdtemp(join(shortDirectory, "ledgerport-"));
  const path = join(directory, "s");
  await symlink(cluster, path);
  return { path, remove: () => rm(directory, { recursive: true, force: true }) };
}

/** A connection URL that both `pg` and PostgreSQL's own clients understand. */
export function socketUrl(directory: string, database: string, role: string): string {
  return `postgresql:///${database}?host=${encodeURIComponent(directory)}&user=${role}`;
}
