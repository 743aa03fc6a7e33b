import type { ExportItem } from "@ledgerport/sdk";
import type { PostedReference, Target } from "../../src/index.ts";

/** A target in memory that counts what is posted, and fails as a test wants. */
export class MemoryTarget implements Target {
  readonly parallelPosts: number;
  readonly posted: string[] = [];
  /** The most `post` calls that ran at once. */
  mostAtOnce = 0;
  onCheck: () => void = () => undefined;
  /** Called before an item is posted. */
  before: (item: ExportItem) => void | Promise<void> = () => undefined;
  /** Called after an item was posted. */
  after: (item: ExportItem) => void = () => undefined;
  #atOnce = 0;

  constructor(parallelPosts = 100) {
    this.parallelPosts = parallelPosts;
  }

  check(): Promise<void> {
    return new Promise((resolve) => resolve(this.onCheck()));
  }

  find(items: readonly ExportItem[]): Promise<Map<string, PostedReference>> {
    const found = items
      .map(({ accountingEntryId }) => accountingEntryId)
      .filter((id) => this.posted.includes(id));
    return Promise.resolve(new Map(found.map((id) => [id, { externalId: `X-${id}` }])));
  }

  async post(item: ExportItem): Promise<PostedReference> {
    this.#atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce);
    try {
      await this.before(item);
      this.posted.push(item.accountingEntryId);
      this.after(item);
      return { externalId: `X-${item.accountingEntryId}`, externalUrl: "https://erp.example/x" };
    } finally {
      this.#atOnce -= 1;
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
