import type { ExportItem, ExportItemV2 } from "@ledgerport/contract";

type Line = ExportItem["accountingEntryLines"][number];
type LineV2 = ExportItemV2["accountingEntryLines"][number];

/** From v3 to v2: no contra account, no accounts of the tax, a teamCode, and no vendor rather than null. */
export function exportItemV2({ contraAccount: _none, vendor, ...item }: ExportItem): ExportItemV2 {
  return {
    ...item,
    accountingEntryLines: item.accountingEntryLines.map(lineV2),
    teamCode: item.team?.code ?? null,
    ...(vendor === null ? {} : { vendor }),
  };
}

function lineV2({ tax, ...line }: Line): LineV2 {
  if (tax === null) return { ...line, tax };
  const { ingoingTaxAccount: _ingoing, outgoingTaxAccount: _outgoing, ...rest } = tax;
  return { ...line, tax: rest };
}
