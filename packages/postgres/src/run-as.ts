import { readFile, stat } from "node:fs/promises";
import { errorCode } from "./files.ts";
import { PostgresError } from "./postgres-error.ts";

/** The user that PostgreSQL runs as, in the form that child_process takes. Empty: the user of this process. */
export type RunAs = { uid: number; gid: number } | Record<string, never>;

interface PasswdEntry {
  name: string;
  uid: number;
  gid: number;
}

/** In the order of preference: the user made for the purpose, then the one that every system has. */
const UNPRIVILEGED_USERS = ["postgres", "_postgres", "nobody"];

/**
 * Who shall run PostgreSQL, which refuses to run as root: root lets the owner of an existing cluster do it,
 * else an unprivileged user of the machine; any other user does it in person.
 * Throws PostgresError when the cluster belongs to somebody else.
 */
export async function chooseUser(cluster: string): Promise<RunAs> {
  const owner = await ownerOf(cluster);
  const self = process.getuid?.();
  if (self !== 0) {
    if (owner === undefined || owner === self) return {};
    throw new PostgresError(
      `The database in ${cluster} belongs to the user with id ${owner}. Run as that user or as root, or choose another data directory.`,
    );
  }
  const users = parsePasswd(await readFile("/etc/passwd", "utf8"));
  const user =
    owner === undefined || owner === 0
      ? UNPRIVILEGED_USERS.map((name) => users.find((entry) => entry.name === name)).find(Boolean)
      : users.find((entry) => entry.uid === owner);
  if (user === undefined || user.uid === 0) {
    throw new PostgresError(
      owner === undefined
        ? `PostgreSQL can't run as root and /etc/passwd has none of the users ${UNPRIVILEGED_USERS.join(", ")}. Run as an ordinary user.`
        : `The database in ${cluster} belongs to the user with id ${owner}, which /etc/passwd does not know. Change its owner (chown -R).`,
    );
  }
  return { uid: user.uid, gid: user.gid };
}

async function ownerOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).uid;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    if (errorCode(error) === "EACCES")
      throw new PostgresError(`The data directory ${path} can't be entered by this user.`, error);
    throw error;
  }
}

function parsePasswd(text: string): PasswdEntry[] {
  return text.split("\n").flatMap((line) => {
    const [name, , uid, gid] = line.split(":");
    if (name === undefined || uid === undefined || gid === undefined) return [];
    return [{ name, uid: Number(uid), gid: Number(gid) }];
  });
}
