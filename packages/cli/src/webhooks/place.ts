import { readFile, rename, writeFile } from "node:fs/promises";
import { UsageError } from "../exit-codes.ts";

/** How far a company's events have been forwarded, kept in a file over runs. */
export class PlaceFile {
  readonly #path: string;
  readonly #companyId: string;

  constructor(path: string, companyId: string) {
    this.#path = path;
    this.#companyId = companyId;
  }

  /** The last number forwarded; undefined while there is no file. Throws UsageError for a file of something else. */
  async read(): Promise<number | undefined> {
    let text: string;
    try {
      text = await readFile(this.#path, "utf8");
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
      throw error;
    }
    const { companyId, sequence } = membersOf(text);
    if (companyId !== this.#companyId) {
      throw new UsageError(`${this.#path} is not the place in the events of company ${this.#companyId}`);
    }
    if (typeof sequence === "number" && Number.isSafeInteger(sequence) && sequence >= 0) return sequence;
    throw new UsageError(`${this.#path} holds no number of an event`);
  }

  /** Notes the last number forwarded. The file is whole at any moment. */
  async write(sequence: number): Promise<void> {
    const next = `${this.#path}.next`;
    await writeFile(next, `${JSON.stringify({ companyId: this.#companyId, sequence })}\n`);
    await rename(next, this.#path);
  }
}

function membersOf(text: string): { companyId?: unknown; sequence?: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
