import { VENDOR_STATES } from "../enums/vendors.ts";
import { Code, Country, Currency, Name, Timestamp, Uuid, filledText } from "../schema/primitives.ts";
import { Closed, Maybe, type Static, Type, Words } from "../schema/type.ts";

const Number = filledText(100);
const EXAMPLE = {
  companyId: "0197a3c2-5b1e-7c44-9d3a-2f6b8e1c4a70",
  name: "Nordic Paper AB",
  defaultCurrency: "SEK",
  code: "V-1001",
  country: "SE",
};

/** What a request may say of a vendor besides its name and currency. */
const optional = {
  accountingSystem: Maybe(Name),
  code: Maybe(Code),
  country: Maybe(Country),
  registrationNumber: Maybe(Number),
  taxRegistrationNumber: Maybe(Number),
};

/** A new vendor (contract 5). The company is needed with an organisation's key. */
export const VendorCreate = Type.Object(
  {
    companyId: Maybe(Uuid),
    name: Name,
    defaultCurrency: Currency,
    externalId: Maybe(Code),
    ...optional,
  },
  { title: "VendorCreate", examples: [EXAMPLE] },
);
export type VendorCreate = Static<typeof VendorCreate>;

/** A vendor's new data, whole: what is left out is gone (contract 5). */
export const VendorUpdate = Type.Object(
  {
    companyId: Maybe(Uuid),
    name: Name,
    defaultCurrency: Currency,
    externalId: Code,
    state: Words(VENDOR_STATES),
    ...optional,
  },
  { title: "VendorUpdate", examples: [{ ...EXAMPLE, externalId: "erp-7", state: "ACTIVE" }] },
);
export type VendorUpdate = Static<typeof VendorUpdate>;

/** How the accounting system knows a vendor from now on (contract 5). */
export const VendorActivation = Type.Object(
  { externalId: Code, code: Maybe(Code) },
  { title: "VendorActivation", examples: [{ externalId: "erp-7", code: "V-1001" }] },
);
export type VendorActivation = Static<typeof VendorActivation>;

const MOST_IN_LIST = 100;
const codes = Maybe(Type.Array(Code, { maxItems: MOST_IN_LIST }));

/** Which vendors are looked for: those that fit every list that is given (contract 5). */
export const VendorSearch = Type.Object(
  {
    accountingSystems: Maybe(Type.Array(Name, { maxItems: MOST_IN_LIST })),
    codes,
    countries: Maybe(Type.Array(Country, { maxItems: MOST_IN_LIST })),
    externalIds: codes,
    ids: Maybe(Type.Array(Uuid, { maxItems: MOST_IN_LIST })),
    name: Maybe(Name),
    states: Maybe(Type.Array(Words(VENDOR_STATES), { maxItems: MOST_IN_LIST })),
    taxRegistrationNumbers: codes,
  },
  { title: "VendorSearch", examples: [{ states: ["DRAFT"], name: "paper" }] },
);
export type VendorSearch = Static<typeof VendorSearch>;

/** A vendor as it is shown (contract 5). */
export const Vendor = Closed(
  {
    id: Uuid,
    companyId: Uuid,
    name: Type.String(),
    defaultCurrency: Currency,
    state: Words(VENDOR_STATES),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    accountingSystem: Type.Optional(Type.String()),
    code: Type.Optional(Type.String()),
    country: Type.Optional(Country),
    externalId: Type.Optional(Type.String()),
    registrationNumber: Type.Optional(Type.String()),
    taxRegistrationNumber: Type.Optional(Type.String()),
  },
  {
    title: "Vendor",
    examples: [
      {
        ...EXAMPLE,
        id: "0197a3c2-8000-7c00-8d00-000000000001",
        state: "ACTIVE",
        createdAt: "2025-05-23T15:21:32Z",
        updatedAt: "2025-05-23T15:21:32Z",
      },
    ],
  },
);
export type Vendor = Static<typeof Vendor>;
