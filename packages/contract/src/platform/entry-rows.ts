import { BOOKKEEPING_METHODS, ENTRY_SUB_TYPES, ENTRY_ROW_TYPES, INVOICE_STATUSES } from "../enums/entries.ts";
import {
  AmountPair,
  Code,
  Country,
  DayDate,
  Money,
  Name,
  TimestampInput,
  Url,
  Uuid,
  filledText,
  text,
} from "../schema/primitives.ts";
import { Closed, Nullable, type Schema, type Static, Type, Words } from "../schema/type.ts";

/** A member that need not be known: left out or null, which means the same. */
const known = <S extends Schema>(schema: S) => Type.Optional(Nullable(schema));

const RowAmount = Closed(
  { inWalletCurrency: Money, inSupplierCurrency: known(Money) },
  {
    title: "AmountRow",
    description: "Without inSupplierCurrency it is the same as in the wallet's currency",
  },
);

/** What a line may say besides its amounts. */
const lineMembers = {
  accountCode: known(Code),
  taxCode: known(Code),
  tags: known(Type.Array(Closed({ groupCode: Code, code: Code }, { title: "TagOfRow" }), { maxItems: 100 })),
};

const RowLine = Closed(
  {
    amount: Type.Optional({
      ...Nullable(RowAmount),
      description: "May be left out of an only line, which has the entry's whole amount then",
    }),
    netAmount: known(RowAmount),
    ...lineMembers,
    id: known(Uuid),
  },
  { title: "LineRow" },
);

/** A line as read: its defaults are filled in. */
export const EntryLine = Closed(
  { amount: AmountPair, netAmount: AmountPair, ...lineMembers, id: Uuid },
  { title: "EntryLine" },
);

const RowSupplier = Closed(
  {
    name: known(Name),
    code: known(Code),
    account: known(Code),
    taxIdentifier: known(Code),
    categoryCode: known(filledText(20)),
    country: known(Country),
  },
  { title: "SupplierRow" },
);

const RowBankAccount = Closed(
  {
    bankName: Name,
    country: Country,
    accountNumber: known(Code),
    bankCode: known(Code),
    bic: known(filledText(20)),
    iban: known(filledText(50)),
  },
  { title: "SupplierBankAccountRow" },
);

const RowInvoice = Closed(
  {
    invoiceDate: DayDate,
    invoiceNumber: Code,
    status: Words(INVOICE_STATUSES),
    dueDate: known(DayDate),
    paymentDate: known(DayDate),
    supplierBankAccount: known(RowBankAccount),
  },
  { title: "InvoiceRow" },
);

/** What every entry must say. */
export const requiredOfRow = {
  externalRef: filledText(200),
  type: Words(ENTRY_ROW_TYPES, { description: "`overdraft` is exported as a `fee`" }),
  date: Type.Union([DayDate, TimestampInput], {
    description:
      "The bookkeeping date: a day, or the platform's own instant, which export items show unchanged",
  }),
  amount: RowAmount,
};

/** What an entry may say. */
export const optionalOfRow = {
  subType: known(Words(ENTRY_SUB_TYPES)),
  note: known(text(5000)),
  reconciliationId: known(Code),
  lines: known(Type.Array(RowLine, { minItems: 1, maxItems: 1000 })),
  supplier: known(RowSupplier),
  employeeCode: known(Code),
  teamCode: known(Code),
  attendees: known(Type.Array(Name, { maxItems: 1000 })),
  invoice: known(RowInvoice),
  reconciledEntries: known(
    Type.Array(filledText(200), {
      maxItems: 1000,
      description: "What a reimbursement settles: each entry by its externalRef, id or reconciliationId",
    }),
  ),
  servicePeriod: known(Closed({ from: DayDate, to: DayDate }, { title: "ServicePeriodRow" })),
  vendorCode: known(Code),
  bookkeepingMethod: known(Words(BOOKKEEPING_METHODS)),
  links: known(Closed({ web: known(Url), mobile: known(Url) }, { title: "LinksRow" })),
};

/** One row of an import, as given. */
export const ENTRY_ROW_EXAMPLE = {
  externalRef: "card-2025-000123",
  type: "card_purchase",
  date: "2025-05-22",
  amount: { inWalletCurrency: { currency: "EUR", value: 12000 } },
  note: "Lunch with a customer",
  lines: [
    { amount: { inWalletCurrency: { currency: "EUR", value: 12000 } }, accountCode: "7010", taxCode: "V20" },
  ],
  supplier: { name: "Cafe Nord", categoryCode: "5812", country: "DE" },
  employeeCode: "E17",
};

/** An accounting entry as the platform gives it (contract 6, An entry row). */
export const EntryRow = Closed(
  { ...requiredOfRow, ...optionalOfRow, id: known(Uuid) },
  { title: "EntryRow", examples: [ENTRY_ROW_EXAMPLE] },
);

export type EntryRow = Static<typeof EntryRow>;
