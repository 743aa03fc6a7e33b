import { Closed, Type } from "./type.ts";

const NO_NUL = String.raw`^[^\u0000\ud800-\udfff]*$`;
const YEAR = String.raw`(19\d{2}|[2-9]\d{3})`;

/** An id: a lower-case UUID (contract 1). */
export const Uuid = Type.String({
  format: "uuid",
  pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
  examples: ["0197a3c2-5b1e-7c44-9d3a-2f6b8e1c4a70"],
});

/** A moment in an answer: UTC, whole seconds (contract 1). */
export const Timestamp = Type.String({
  format: "date-time",
  pattern: String.raw`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$`,
  examples: ["2025-05-23T15:21:32Z"],
});

/**
 * A moment in a request: fractions of a second of any length; an offset as `+02:00`, `+0200` or `Z`, or none, which is
 * UTC. Years 1900 to 9999, no leap second. The format's own rule is wider here than RFC 3339's (engine, readInstant).
 */
export const TimestampInput = Type.String({
  format: "date-time",
  pattern: `^${YEAR}${String.raw`-\d{2}-\d{2}[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):?[0-5]\d)?$`}`,
  examples: ["2025-05-23T15:21:32Z"],
});

/** A day, `YYYY-MM-DD`, years 1900 to 9999. */
export const DayDate = Type.String({
  format: "date",
  pattern: `^${YEAR}${String.raw`-\d{2}-\d{2}$`}`,
  examples: ["2025-05-23"],
});

/** A currency's three letters. Which currencies exist is not this schema's business. */
export const Currency = Type.String({ pattern: "^[A-Z]{3}$", examples: ["SEK"] });

/** A country, ISO 3166-1 alpha-2. */
export const Country = Type.String({ pattern: "^[A-Z]{2}$", examples: ["SE"] });

/**
 * An amount in hundredths of the currency's unit, whatever the currency (contract 1, money). That it has at most
 * two decimals is checked where it is turned into an exact number: `multipleOf` computes with floats.
 */
export const Money = Closed(
  {
    currency: Currency,
    value: Type.Number({
      minimum: -Number.MAX_SAFE_INTEGER,
      maximum: Number.MAX_SAFE_INTEGER,
      description: "Hundredths of the currency's unit, at most two decimals",
      examples: [89696],
    }),
  },
  {
    title: "Money",
    description: "An amount; 89696 SEK is 896.96 kronor",
    examples: [{ currency: "SEK", value: 89696 }],
  },
);

/** An amount as the supplier charged it and as it moved in the wallet. */
export const AmountPair = Closed(
  { inSupplierCurrency: Money, inWalletCurrency: Money },
  { title: "Amount", description: "The amount as the supplier charged it and as it counts in the wallet" },
);

/** Text of a request: no NUL and no half characters (which PostgreSQL can't hold), at most `maxLength` characters. */
export const text = (maxLength: number) => Type.String({ maxLength, pattern: NO_NUL });

/** Text of a request that may not be empty. */
export const filledText = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: NO_NUL });

/** A name given by people. */
export const Name = filledText(200);

/** A code or another short key of the accounting system. */
export const Code = filledText(100);

/** A web address; whether it can be reached is not checked. */
export const Url = filledText(2048);

/** Why something failed, in words, as an integration reports it. */
export const Reason = text(5000);
