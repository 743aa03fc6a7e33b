import { mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { ExportItem } from "@ledgerport/sdk";
import type { Disk } from "../files/disk.ts";
import { fileFailure } from "../files/failures.ts";
import { ItemFailure, TargetUnavailable } from "../targets/target.ts";
import { type FetchFile, download } from "./download.ts";
import { type ItemFile, extensionOf } from "./item-file.ts";

/**
 * The receipts beside a ledger's file, each named by the SHA-256 of its bytes: however often one is exported, and
 * wherever a worker dies, it is there once, and whole.
 */
export class ReceiptDirectory {
  readonly #path: string;
  readonly #disk: Disk;
  readonly #fetchFile: FetchFile;

  /** `ledger`: the ledger's file. The directory is made with the first receipt. */
  constructor(ledger: string, disk: Disk, fetchFile: FetchFile) {
    this.#path = `${ledger}.files`;
    this.#disk = disk;
    this.#fetchFile = fetchFile;
  }

  /**
   * Downloads the receipts of an item, whose entry id has been checked. Gives their paths from the ledger's directory,
   * with `/`, in the item's order; the files are durable then.
   * Throws ItemFailure as `download` does, TargetUnavailable when they can't be written.
   */
  async keep({ accountingEntryId, files }: ExportItem): Promise<string[]> {
    const names: string[] = [];
    for (const [index, file] of (files ?? []).entries()) {
      names.push(await this.#keepOne(file, `${accountingEntryId}-${index + 1}.part`));
    }
    if (names.length > 0) await this.#written(() => this.#disk.syncDirectory(this.#path));
    return names.map((name) => `${basename(this.#path)}/${name}`);
  }

  async #keepOne(file: ItemFile, partName: string): Promise<string> {
    await this.#written(() => this.#make());
    const part = join(this.#path, partName);
    const name = await this.#written(async () => {
      const handle = await open(part, "w");
      try {
        const hash = await download(file, this.#fetchFile, (bytes) => handle.writeFile(bytes));
        await handle.sync();
        return `${hash}.${extensionOf(file)}`;
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      } finally {
        await handle.close();
      }
    });
    await this.#written(() => rename(part, join(this.#path, name)));
    return name;
  }

  async #make(): Promise<void> {
    if ((await mkdir(this.#path, { recursive: true })) !== undefined) {
      await this.#disk.syncDirectory(dirname(this.#path));
    }
  }

  /** An error that is not the item's is the disk's. */
  async #written<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ItemFailure) throw error;
      const { type, reason } = fileFailure(this.#path, error);
      throw new TargetUnavailable(type, reason, { cause: error });
    }
  }
}
