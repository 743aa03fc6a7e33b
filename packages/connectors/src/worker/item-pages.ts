import type { ExportItem, Page } from "@ledgerport/sdk";
import type { Run } from "./run-state.ts";

/** The job's export items, a page at a time; the next page is fetched while the caller works on one. */
export async function* itemPages(run: Run, jobId: string): AsyncGenerator<ExportItem[], void, undefined> {
  const { client, companyId } = run.options;
  const call = run.signal === undefined ? undefined : { signal: run.signal };
  const fetchPage = (after: string | undefined): Promise<Page<ExportItem>> =>
    client.exportItems.list(
      {
        jobId,
        limit: run.batchSize,
        ...(companyId !== undefined && { companyId }),
        ...(after !== undefined && { after }),
      },
      call,
    );
  let next: Promise<Page<ExportItem>> | undefined = fetchPage(undefined);
  while (next !== undefined) {
    const page: Page<ExportItem> = await next;
    const { hasNextPage, endCursor } = page.pagination;
    next = hasNextPage && endCursor !== undefined ? fetchPage(endCursor) : undefined;
    // Should the caller stop early, nobody waits for the fetched page, and its failure must not end the process.
    next?.catch(() => undefined);
    yield page.data;
  }
}

/** The entries of a job that need nothing more. */
export interface SettledEntries {
  /** How many of them are successful. */
  successful: number;
  /** Their ids. */
  skip: Set<string>;
}

/** Finds out which entries of a job need nothing more, by reading its items back. */
export async function settledEntries(run: Run, jobId: string): Promise<SettledEntries> {
  const settled = { successful: 0, skip: new Set<string>() };
  let after: string | undefined;
  do {
    const input = { limit: 100, ...(after !== undefined && { after }) };
    const { data, pagination } = await run.options.client.exportJobs.items.list(jobId, input);
    for (const { accountingEntryId, status } of data) {
      if (status !== "successful" && status !== "abandoned") continue;
      if (status === "successful") settled.successful += 1;
      settled.skip.add(accountingEntryId);
    }
    after = pagination.hasNextPage ? pagination.endCursor : undefined;
  } while (after !== undefined);
  return settled;
}
