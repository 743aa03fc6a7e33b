import { ACCOUNT_KINDS, TAX_TYPES } from "../enums/entries.ts";
import { Code, Currency, Name, Uuid, filledText } from "../schema/primitives.ts";
import {
  Closed,
  Maybe,
  type ObjectSchema,
  type Properties,
  type Schema,
  type Static,
  Type,
  Words,
  liberal,
} from "../schema/type.ts";

const Identifier = filledText(200);
const Rate = Type.Number({ minimum: 0, maximum: 10, description: "A fraction: 20 % is 0.2" });
const id = Maybe(Uuid);
const kind = Words(ACCOUNT_KINDS, {
  description: "Where the account stands in the chart of accounts; left out: as before, `expense` at first",
});
const ID = "0197a3c2-7200-7b00-8c00-000000000001";

/** A record as it is sent, and as it is read: with its id. */
function record<P extends Properties>(
  title: string,
  properties: P,
  example: Readonly<Record<string, unknown>>,
): { row: ObjectSchema<P & { id: typeof id }>; read: ObjectSchema<P & { id: typeof Uuid }> } {
  return {
    row: Closed({ ...liberal(properties), id }, { title: `${title}Row`, examples: [example] }),
    read: Closed({ ...properties, id: Uuid }, { title, examples: [{ ...example, id: ID }] }),
  };
}

const contraAccount = record(
  "ContraAccount",
  { currency: Currency, name: Name, code: Type.Optional(Code), identifier: Type.Optional(Identifier) },
  { currency: "EUR", name: "Company wallet EUR", code: "1361" },
);

const chartAccount = record(
  "ChartAccount",
  { code: Code, name: Name, identifier: Type.Optional(Identifier), kind: Type.Optional(kind) },
  { code: "7010", name: "Meals", kind: "expense" },
);

const account = {
  row: chartAccount.row,
  // Only what is sent may leave it out.
  read: Closed(
    { ...chartAccount.read.properties, kind },
    { title: "ChartAccount", examples: [{ code: "7010", name: "Meals", kind: "expense", id: ID }] },
  ),
};

const taxCode = record(
  "TaxCode",
  {
    code: Code,
    name: Type.Optional(Name),
    rate: Rate,
    type: Words(TAX_TYPES),
    ingoingTaxAccountCode: Type.Optional(Code),
    outgoingTaxAccountCode: Type.Optional(Code),
  },
  { code: "V20", rate: 0.2, type: "inclusive", ingoingTaxAccountCode: "1576" },
);

const team = record("TeamRecord", { code: Code, name: Name }, { code: "S1", name: "Sales" });

const employee = record("Employee", { code: Code, name: Name }, { code: "E17", name: "Robin Ek" });

const tag = { code: Code, name: Type.Optional(Name) };
const TAG_GROUP = { code: "office", name: "Office" };

/** The account that the wallet of one currency is booked on. */
export const ContraAccountRow = contraAccount.row;
export const ContraAccountRecord = contraAccount.read;

/** An account of the chart of accounts. */
export const AccountRow = account.row;
export const AccountRecord = account.read;

/** A tax code; the account codes name the accounts that incoming and outgoing tax is booked on. */
export const TaxCodeRow = taxCode.row;
export const TaxCodeRecord = taxCode.read;

/** A group of tags. */
export const TagGroupRow = Closed(
  {
    code: Code,
    name: Maybe(Name),
    id,
    tags: Type.Array(Closed({ ...liberal(tag), id }, { title: "TagRow" }), { maxItems: 10_000 }),
  },
  { title: "TagGroupRow", examples: [{ ...TAG_GROUP, tags: [{ code: "BER" }] }] },
);

export const TagGroupRecord = Closed(
  {
    code: Code,
    name: Type.Optional(Name),
    id: Uuid,
    tags: Type.Array(Closed({ ...tag, id: Uuid }, { title: "TagRecord" })),
  },
  { title: "TagGroup", examples: [{ ...TAG_GROUP, id: ID, tags: [{ code: "BER", id: ID }] }] },
);

export const TeamRow = team.row;
export const TeamRecord = team.read;
export const EmployeeRow = employee.row;
export const EmployeeRecord = employee.read;

export type ContraAccountRow = Static<typeof ContraAccountRow>;
export type ContraAccountRecord = Static<typeof ContraAccountRecord>;
export type AccountRow = Static<typeof AccountRow>;
export type AccountRecord = Static<typeof AccountRecord>;
export type TaxCodeRow = Static<typeof TaxCodeRow>;
export type TaxCodeRecord = Static<typeof TaxCodeRecord>;
export type TagGroupRow = Static<typeof TagGroupRow>;
export type TagGroupRecord = Static<typeof TagGroupRecord>;
export type TeamRow = Static<typeof TeamRow>;
export type TeamRecord = Static<typeof TeamRecord>;
export type EmployeeRow = Static<typeof EmployeeRow>;
export type EmployeeRecord = Static<typeof EmployeeRecord>;

/** The body of a bulk upsert. */
export const rowsOf = <S extends Schema>(row: S) => Type.Array(row, { maxItems: 100_000 });

/** What a bulk upsert did, in records. */
export const UpsertCounts = Closed(
  {
    created: Type.Integer({ minimum: 0 }),
    updated: Type.Integer({ minimum: 0 }),
    unchanged: Type.Integer({ minimum: 0 }),
  },
  { title: "UpsertCounts", examples: [{ created: 2, updated: 1, unchanged: 40 }] },
);

export type UpsertCounts = Static<typeof UpsertCounts>;
