import { EXCHANGE_GAINS, EXCHANGE_LOSSES, type LedgerAccount } from "../booking/accounts.ts";
import type { DifferenceFacts } from "../files/file-format.ts";
import { factsOf } from "../ledger/nodes.ts";
import type { Difference } from "../ledger/recorded.ts";
import type { AccountNames } from "./account-names.ts";
import { codeText } from "./escape.ts";
import { DIFFERENCE_TAG } from "./read-transaction.ts";
import { amountText, postingLine, tagLine } from "./syntax.ts";

/** The transaction of exchange differences that were found together. */
export function differenceText(
  differences: readonly Difference[],
  { entryId, reconciliationId, date }: DifferenceFacts,
  names: AccountNames,
): string {
  // The nodes' texts are the journal's already.
  const { invoiceOf, invoiceNumber, settles } = factsOf(differences.flatMap(({ nodes }) => nodes));
  const leg = (account: LedgerAccount, amount: bigint, currency: string) =>
    amount === 0n ? [] : [postingLine(names.nameOf(account), amountText(amount, currency))];
  return [
    `${date} (${codeText(reconciliationId)}) Exchange difference${invoiceNumber === "" ? "" : ` | ${invoiceNumber}`}`,
    ...tagLine(DIFFERENCE_TAG, entryId),
    ...tagLine("invoice", invoiceNumber),
    ...tagLine("invoice-of", invoiceOf),
    ...[...new Set(settles)].flatMap((id) => tagLine("settles", id)),
    ...differences.flatMap(({ account, currency, amount, gains, losses }) => [
      postingLine(account, amountText(amount, currency)),
      ...leg(EXCHANGE_GAINS, gains, currency),
      ...leg(EXCHANGE_LOSSES, losses, currency),
    ]),
  ].join("\n");
}
