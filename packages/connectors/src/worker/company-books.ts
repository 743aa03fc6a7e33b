import { ApiError, type ExportItem, ForbiddenError, NotFoundError } from "@ledgerport/sdk";
import type { CompanyBooks } from "../ledger/books.ts";
import { TargetError } from "../targets/target.ts";
import type { Reasons } from "./post-items.ts";
import type { Run } from "./run-state.ts";

/**
 * Reads what a company says of its ledger: the chart of accounts, which tells where each account belongs, and through
 * when the books are closed. Throws TargetError when the key or the server does not give it: an account in the wrong
 * place would be worse than a job that fails.
 */
export async function readCompanyBooks(run: Run, companyId: string): Promise<CompanyBooks> {
  const { platform } = run.options.client;
  const call = run.signal === undefined ? undefined : { signal: run.signal };
  try {
    const { booksClosedThrough } = await platform.companies.get(companyId, call);
    const accounts = await Array.fromAsync(
      platform.reference.accounts.listAll(companyId, { pageSize: 100 }, call),
    );
    // Servers of a version without kinds have accounts too.
    if (!accounts.every((account) => "kind" in account)) throw olderServer();
    return { accounts, ...(booksClosedThrough !== undefined && { closedThrough: booksClosedThrough }) };
  } catch (error) {
    if (error instanceof ForbiddenError) {
      const reason = `The company's chart of accounts can't be read with this key: ${error.message}.`;
      throw new TargetError("authorization_failure", reason, { cause: error });
    }
    if (error instanceof NotFoundError) throw olderServer(error);
    throw error;
  }
}

function olderServer(cause?: unknown): TargetError {
  return new TargetError(
    "integration_unusable",
    "The server does not say what each account is, an asset or an expense: it is of an older version. Update it.",
    { cause },
  );
}

/**
 * What the items' lines point to in vain, in the words that readiness has for it. Asked for only when a line has no
 * account, and of no consequence when it can't be had: the target then says it in its own words.
 */
export async function unknownAccounts(run: Run, items: readonly ExportItem[]): Promise<Reasons> {
  const without = items.filter(({ accountingEntryLines }) =>
    accountingEntryLines.some(({ account }) => account === null),
  );
  const [first] = without;
  if (first === undefined) return new Map();
  const accountingEntryIds = without.map(({ accountingEntryId }) => accountingEntryId);
  try {
    const { failures } = await run.options.client.platform.exportJobs.preflight(first.companyId, {
      accountingEntryIds,
    });
    return new Map(
      failures.flatMap(({ accountingEntryId, problems }) => {
        const messages = problems.flatMap(({ type, message }) =>
          type === "account_unknown" ? [message] : [],
        );
        return messages.length === 0 ? [] : [[accountingEntryId, messages.join("; ")] as const];
      }),
    );
  } catch (error) {
    if (error instanceof ApiError) return new Map();
    throw error;
  }
}
