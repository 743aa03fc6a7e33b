import { SCOPES } from "../enums/access.ts";
import { BOOKKEEPING_METHODS, EXPORT_DEMANDS } from "../enums/entries.ts";
import { Currency, DayDate, Name, Timestamp, TimestampInput, Uuid } from "../schema/primitives.ts";
import { Closed, Maybe, Nullable, type Static, Type, Words } from "../schema/type.ts";

const ORGANISATION_ID = "0197a3c2-5a00-7c44-9d3a-000000000001";
const COMPANY_ID = "0197a3c2-5b1e-7c44-9d3a-2f6b8e1c4a70";
const MOMENT = "2025-05-23T15:21:32Z";

/** A group of companies. */
export const Organisation = Closed(
  { id: Uuid, name: Type.String(), createdAt: Timestamp },
  { title: "Organisation", examples: [{ id: ORGANISATION_ID, name: "Nordic Group", createdAt: MOMENT }] },
);

export type Organisation = Static<typeof Organisation>;

export const OrganisationCreate = Closed(
  { name: Name },
  { title: "OrganisationCreate", examples: [{ name: "Nordic Group" }] },
);

export type OrganisationCreate = Static<typeof OrganisationCreate>;

const requiredForExport = Type.Array(Words(EXPORT_DEMANDS), {
  uniqueItems: true,
  description: "What spend needs before it is ready: a tax code or a tag on every line, a receipt",
});
const closedThrough = { ...DayDate, description: "The last day that nothing can be booked on any more" };

/** A company: one ledger. */
export const Company = Closed(
  {
    id: Uuid,
    name: Type.String(),
    organisationId: Type.Optional(Uuid),
    defaultCurrency: Currency,
    bookkeepingMethod: Words(BOOKKEEPING_METHODS),
    requiredForExport,
    booksClosedThrough: Type.Optional(closedThrough),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  },
  {
    title: "Company",
    examples: [
      {
        id: COMPANY_ID,
        name: "Nordic AB",
        organisationId: ORGANISATION_ID,
        defaultCurrency: "SEK",
        bookkeepingMethod: "journal",
        requiredForExport: ["receipt"],
        booksClosedThrough: "2025-03-31",
        createdAt: MOMENT,
        updatedAt: MOMENT,
      },
    ],
  },
);

export type Company = Static<typeof Company>;

/** Left out: `bookkeepingMethod` is `journal`, `id` is made, the company belongs to no organisation. */
export const CompanyCreate = Closed(
  {
    name: Name,
    organisationId: Maybe(Uuid),
    defaultCurrency: Currency,
    bookkeepingMethod: Maybe(Words(BOOKKEEPING_METHODS)),
    requiredForExport: Maybe(requiredForExport),
    booksClosedThrough: Maybe(closedThrough),
    id: Maybe(Uuid),
  },
  { title: "CompanyCreate", examples: [{ name: "Nordic AB", defaultCurrency: "SEK" }] },
);

export type CompanyCreate = Static<typeof CompanyCreate>;

export const CompanyPatch = Closed(
  {
    name: Maybe(Name),
    defaultCurrency: Maybe(Currency),
    bookkeepingMethod: Maybe(Words(BOOKKEEPING_METHODS)),
    requiredForExport: Maybe(requiredForExport),
    booksClosedThrough: Type.Optional(Nullable(closedThrough)),
  },
  { title: "CompanyPatch", examples: [{ bookkeepingMethod: "accounts_payable" }] },
);

export type CompanyPatch = Static<typeof CompanyPatch>;

const apiKeyProperties = {
  id: Uuid,
  name: Type.String(),
  companyId: Type.Optional(Uuid),
  organisationId: Type.Optional(Uuid),
  scopes: Type.Array(Words(SCOPES)),
  createdAt: Timestamp,
  expiresAt: Type.Optional(Timestamp),
};

const API_KEY_EXAMPLE = {
  id: "0197a3c2-7800-7b00-8c00-000000000001",
  name: "ERP bridge",
  companyId: COMPANY_ID,
  scopes: ["export-jobs:read", "export-jobs:write", "export-items:read"],
  createdAt: MOMENT,
};

/** An API key without its secret. */
export const ApiKey = Closed(apiKeyProperties, { title: "ApiKey", examples: [API_KEY_EXAMPLE] });

export type ApiKey = Static<typeof ApiKey>;

/** An API key just made: the only time that the key itself is shown. */
export const ApiKeyCreated = Closed(
  { ...apiKeyProperties, key: Type.String() },
  {
    title: "ApiKeyCreated",
    examples: [{ ...API_KEY_EXAMPLE, key: "lp_4fQ0exampleexampleexampleexampleexample" }],
  },
);

export type ApiKeyCreated = Static<typeof ApiKeyCreated>;

/** Exactly one of `companyId` and `organisationId` is given. */
export const ApiKeyCreate = Closed(
  {
    name: Name,
    companyId: Maybe(Uuid),
    organisationId: Maybe(Uuid),
    scopes: Type.Array(Words(SCOPES), { minItems: 1, uniqueItems: true }),
    expiresAt: Maybe(TimestampInput),
  },
  {
    title: "ApiKeyCreate",
    anyOf: [{ required: ["companyId"] }, { required: ["organisationId"] }],
    examples: [{ name: "ERP bridge", companyId: COMPANY_ID, scopes: ["export-jobs:read"] }],
  },
);

export type ApiKeyCreate = Static<typeof ApiKeyCreate>;
