import { INVOICE_STATUSES, TAX_TYPES } from "../../enums/entries.ts";
import { AmountPair, Currency, DayDate, Uuid } from "../../schema/primitives.ts";
import { Closed, Nullable, Type, Words } from "../../schema/type.ts";

const text = Type.String();
const textOrNull = Nullable(Type.String());

/** An account of the chart of accounts. */
export const Account = Closed(
  { id: Uuid, name: text, code: textOrNull, identifier: textOrNull },
  { title: "Account" },
);

/** The account that a wallet is booked on (contract 2, contraAccount). */
export const ContraAccount = Closed(
  { id: Uuid, name: text, code: textOrNull, identifier: textOrNull },
  { title: "ContraAccountOfItem" },
);

/** A tag, with the group that it belongs to. */
export const Tag = Closed({ id: Uuid, code: text, groupCode: text }, { title: "Tag" });

const taxAccount = (what: string) =>
  Type.String({ description: `The code of the account that ${what} is booked on` });

/** The tax of one line; amount is the tax itself. */
export const Tax = Closed(
  {
    id: Uuid,
    code: textOrNull,
    rate: Type.Number({ description: "A fraction: 20 % is 0.2" }),
    type: Words(TAX_TYPES),
    amount: AmountPair,
    ingoingTaxAccount: Type.Optional(taxAccount("tax that can be claimed back")),
    outgoingTaxAccount: Type.Optional(taxAccount("tax that is owed")),
  },
  { title: "Tax" },
);

/** One line; the lines' lineAmount sum to the item's amount, in both currencies. */
export const Line = Closed(
  {
    accountingEntryLineId: Uuid,
    lineAmount: AmountPair,
    netAmount: AmountPair,
    account: Nullable(Account),
    tags: Nullable(Type.Array(Tag)),
    tax: Nullable(Tax),
  },
  { title: "Line" },
);

/** Where the item can be looked at: in the platform's web and mobile applications, and in this API. */
export const Links = Closed(
  {
    web: Closed({ exportItem: text }),
    mobile: Closed({ exportItem: text }),
    api: Closed({ exportItem: text }),
  },
  { title: "Links" },
);

const SupplierBankAccount = Closed(
  {
    bankName: text,
    country: text,
    accountNumber: textOrNull,
    bankCode: textOrNull,
    bic: textOrNull,
    iban: textOrNull,
  },
  { title: "SupplierBankAccount" },
);

/** What an invoice says about itself. */
export const InvoiceInformation = Closed(
  {
    invoiceDate: DayDate,
    invoiceNumber: text,
    status: Words(INVOICE_STATUSES),
    dueDate: Nullable(DayDate),
    paymentDate: Nullable(DayDate),
    supplierBankAccount: Nullable(SupplierBankAccount),
  },
  { title: "InvoiceInformation" },
);

/** What is known besides the booking itself. */
export const AdditionalInformation = Closed(
  {
    reconciliationId: text,
    attendees: Nullable(Type.Array(text)),
    reconciledEntries: Nullable(Type.Array(text)),
    invoiceInformation: Nullable(InvoiceInformation),
  },
  { title: "AdditionalInformation" },
);

/** A receipt; the url works for 24 hours from the fetch of the item, without credentials. */
export const File = Closed(
  { size: Type.Integer({ minimum: 0, description: "Bytes" }), type: text, url: text },
  { title: "File" },
);

/** The merchant as seen on the spend. */
export const Supplier = Closed(
  {
    name: textOrNull,
    code: textOrNull,
    account: textOrNull,
    taxIdentifier: textOrNull,
    categoryCode: Nullable(Type.String({ description: "Merchant category (ISO 18245)" })),
    country: textOrNull,
  },
  { title: "Supplier" },
);

/** The team that spent. */
export const Team = Closed({ id: Uuid, name: text, code: textOrNull }, { title: "Team" });

/** The employee behind the entry. */
export const User = Closed({ id: Uuid, name: text, code: textOrNull }, { title: "User" });

/** The vendor in the accounting system's ledger. */
export const ItemVendor = Closed(
  {
    id: Uuid,
    name: text,
    defaultCurrency: Currency,
    code: Type.Optional(text),
    country: Type.Optional(text),
    externalId: Type.Optional(text),
    registrationNumber: Type.Optional(text),
    taxRegistrationNumber: Type.Optional(text),
  },
  { title: "VendorOfItem" },
);
