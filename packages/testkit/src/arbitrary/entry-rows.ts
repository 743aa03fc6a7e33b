import {
  BOOKKEEPING_METHODS,
  ENTRY_TYPES,
  type EntryRow,
  type EntryType,
  INVOICE_STATUSES,
} from "@ledgerport/contract";
import fc from "fast-check";
import { type LineCodes, arbitraryAmounts } from "./amounts.ts";

/** What generated rows may refer to; a company that imports them must have it. */
export interface EntryCodes extends LineCodes {
  employeeCodes: readonly string[];
  teamCodes: readonly string[];
}

/** What generated rows are like. */
export interface EntryRowOptions {
  codes: EntryCodes;
  /** The wallet's currencies; one is taken for each row. */
  walletCurrencies: readonly string[];
  /** The types; all of them when left out. */
  types?: readonly EntryType[];
}

/** Every currency that this machine knows, today's of ISO 4217 among them, with 0 to 4 decimals. */
export const CURRENCIES: readonly string[] = Intl.supportedValuesOf("currency");

const REIMBURSEMENT_STEPS = [
  "reimbursement_to_employee",
  "reimbursement_to_company",
  "reimbursement_to_employee_refund",
] as const;

/** The subtypes of the types that have some (contract 2, the types' table). */
const SUB_TYPES: Partial<Record<EntryType, readonly NonNullable<EntryRow["subType"]>[]>> = {
  invoice_payment: ["invoice_payment_sent", "invoice_payment_returned"],
  direct_reimbursement: REIMBURSEMENT_STEPS,
  external_reimbursement: REIMBURSEMENT_STEPS,
  fee: ["interest"],
};

/** The types that can carry a vendor, and so be booked by other methods than none (contract 3.5). */
const WITH_VENDOR: ReadonlySet<EntryType> = new Set([
  "card_purchase",
  "fee",
  "chargeback",
  "refund",
  "cashback",
  "invoice",
  "invoice_payment",
]);

/** Any Unicode text that the wire takes, of 1 to so many characters. */
export function arbitraryText(maxLength: number): fc.Arbitrary<string> {
  return fc
    .oneof(fc.string({ minLength: 1, maxLength }), fc.string({ unit: "binary", minLength: 1, maxLength }))
    .filter((text) => text.isWellFormed() && !text.includes("\0"));
}

const DAYS = fc
  .date({ min: new Date("1900-01-01T00:00:00Z"), max: new Date("9999-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const UUIDS = fc.uuid({ version: 7 });
const COUNTRIES = fc.constantFrom("DE", "SE", "JP", "ZZ");
/** A member that is given or null; `fc.record` leaves it out as well. */
const known = <T>(values: fc.Arbitrary<T>) => fc.option(values, { freq: 4 });
const name = arbitraryText(200);
const code = arbitraryText(100);

const SUPPLIERS = fc.record(
  {
    name: known(name),
    code: known(code),
    account: known(code),
    taxIdentifier: known(code),
    categoryCode: known(arbitraryText(20)),
    country: known(COUNTRIES),
  },
  { requiredKeys: [] },
);

const BANK_ACCOUNTS = fc.record(
  {
    bankName: name,
    country: COUNTRIES,
    accountNumber: known(code),
    bankCode: known(code),
    bic: known(arbitraryText(20)),
    iban: known(arbitraryText(50)),
  },
  { requiredKeys: ["bankName", "country"] },
);

const INVOICES = fc.record(
  {
    invoiceDate: DAYS,
    invoiceNumber: code,
    status: fc.constantFrom(...INVOICE_STATUSES),
    dueDate: known(DAYS),
    paymentDate: known(DAYS),
    supplierBankAccount: known(BANK_ACCOUNTS),
  },
  { requiredKeys: ["invoiceDate", "invoiceNumber", "status"] },
);

const PERIODS = fc.tuple(DAYS, DAYS).map(([one, other]) => {
  return one < other ? { from: one, to: other } : { from: other, to: one };
});

/** Any row that an import takes: each type, each optional part there, null or left out, any text, any currency. */
export function arbitraryEntryRows(options: EntryRowOptions): fc.Arbitrary<EntryRow> {
  const { codes, types = ENTRY_TYPES } = options;
  return fc
    .record({
      type: fc.constantFrom(...types),
      wallet: fc.constantFrom(...options.walletCurrencies),
      supplier: fc.constantFrom(...CURRENCIES),
    })
    .chain(({ type, wallet, supplier }) =>
      fc
        .record({
          base: fc.record({ externalRef: arbitraryText(200), date: DAYS }),
          amounts: arbitraryAmounts({ wallet, supplier }, codes),
          rest: optionalMembers(type, codes),
        })
        .map(({ base, amounts: { amount, lines }, rest }) => ({
          ...base,
          type,
          amount,
          ...rest,
          ...(lines === undefined ? {} : { lines }),
        })),
    );
}

/** What a row of this type may say besides. */
function optionalMembers(type: EntryType, codes: EntryCodes): fc.Arbitrary<Partial<EntryRow>> {
  const subTypes = SUB_TYPES[type] ?? [];
  return fc.record(
    {
      note: known(fc.oneof(fc.constant(""), arbitraryText(500))),
      reconciliationId: known(code),
      supplier: known(SUPPLIERS),
      employeeCode: fc.constantFrom(...codes.employeeCodes, null),
      teamCode: fc.constantFrom(...codes.teamCodes, null),
      attendees: known(fc.array(name, { maxLength: 3 })),
      invoice: known(INVOICES),
      servicePeriod: known(PERIODS),
      links: known(
        fc.record(
          { web: known(arbitraryText(300)), mobile: known(arbitraryText(300)) },
          { requiredKeys: [] },
        ),
      ),
      subType: fc.constantFrom(...subTypes, null),
      ...(type.endsWith("_reimbursement")
        ? { reconciledEntries: known(fc.array(UUIDS, { maxLength: 3 })) }
        : {}),
      bookkeepingMethod: fc.constantFrom(
        ...(WITH_VENDOR.has(type) ? BOOKKEEPING_METHODS : ["none" as const]),
        null,
      ),
    },
    { requiredKeys: [] },
  );
}
