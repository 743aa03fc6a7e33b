import { LedgerportError } from "../errors/base.ts";
import type { AllPages, Page, Paging } from "../types/common.ts";

/** As many as the server gives at once (contract 1, pagination). */
const LARGEST_PAGE = 100;

/** Which page is fetched next. */
type NextPage = Pick<Paging, "after" | "limit">;

/**
 * All rows of a list, fetched a page at a time while they are taken. An empty page in the middle is passed over.
 * @throws LedgerportError when the list says that it goes on but not where: stopping there would lose rows.
 */
export async function* allPages<Row>(
  input: AllPages,
  fetchPage: (next: NextPage) => Promise<Page<Row>>,
): AsyncGenerator<Row, void, undefined> {
  const limit = input.pageSize ?? LARGEST_PAGE;
  let after: string | undefined;
  for (;;) {
    const page = await fetchPage({ limit, ...(after !== undefined && { after }) });
    yield* page.data;
    if (!page.pagination.hasNextPage) return;
    const next = page.pagination.endCursor;
    if (next === undefined || next === after) {
      throw new LedgerportError("The list goes on, but its last page does not say where.");
    }
    after = next;
  }
}
