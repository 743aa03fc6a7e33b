import { Timestamp, Uuid, filledText } from "../schema/primitives.ts";
import { Closed, Nullable, type Static, Type } from "../schema/type.ts";

/** What the caller calls the file that an import's rows come from. */
export const FileName = filledText(255);

const count = Type.Integer({ minimum: 0 });

/** An import of entries: who, when, from which file, and what became of its rows. */
export const Import = Closed(
  {
    id: Uuid,
    companyId: Uuid,
    actor: Type.String({ description: "A key (`key:<id>`) or `admin`" }),
    fileName: Nullable(Type.String()),
    startedAt: Timestamp,
    completedAt: Nullable({
      ...Timestamp,
      description:
        "Null while it runs, and for good when it was cut off: what it had imported by then stands",
    }),
    created: count,
    updated: count,
    unchanged: count,
    failed: count,
  },
  {
    title: "Import",
    examples: [
      {
        id: "0197a3c2-7900-7b00-8c00-000000000001",
        companyId: "0197a3c2-5b1e-7c44-9d3a-2f6b8e1c4a70",
        actor: "key:0197a3c2-7800-7b00-8c00-000000000001",
        fileName: "spend-2025-05.csv",
        startedAt: "2025-05-24T09:00:00Z",
        completedAt: "2025-05-24T09:00:03Z",
        created: 99,
        updated: 1,
        unchanged: 0,
        failed: 0,
      },
    ],
  },
);

export type Import = Static<typeof Import>;
