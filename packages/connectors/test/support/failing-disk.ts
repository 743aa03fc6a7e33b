import { type Disk, type OpenFile, systemDisk } from "../../src/index.ts";

/** What may go wrong, to be set and unset by a test. */
export interface Faults {
  /** Bytes that still fit on the disk; a write beyond writes as much as fits and fails with ENOSPC. */
  room: number;
  /** Fails flushing with EIO. */
  sync: boolean;
  /** Fails cutting a file back with EIO. */
  truncate: boolean;
}

/** The machine's disk, with faults. */
export function failingDisk(): { disk: Disk; faults: Faults; syncs: () => number } {
  const faults: Faults = { room: Infinity, sync: false, truncate: false };
  let syncs = 0;
  const wrap = (file: OpenFile): OpenFile => ({
    ...file,
    async append(bytes) {
      const fitting = Math.min(bytes.length, faults.room);
      await file.append(bytes.subarray(0, fitting));
      faults.room -= fitting;
      if (fitting < bytes.length) throw systemError("ENOSPC");
    },
    async sync() {
      syncs += 1;
      if (faults.sync) throw systemError("EIO");
      await file.sync();
    },
    async truncate(length) {
      if (faults.truncate) throw systemError("EIO");
      await file.truncate(length);
    },
  });
  return {
    disk: { ...systemDisk, open: async (path) => wrap(await systemDisk.open(path)) },
    faults,
    syncs: () => syncs,
  };
}

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: as the test wants it`), { code });
}
