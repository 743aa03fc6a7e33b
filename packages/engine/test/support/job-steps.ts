import fc from "fast-check";
import type { ItemStatus } from "../../src/items/model.ts";
import type { JobEvent } from "../../src/jobs/model.ts";

/** How many entries a company of the model has, numbered from 1. */
export const MODEL_ENTRIES = 5;

/** One step of a generated history. `job` counts back from the newest, 0. */
export type Step =
  | { do: "create"; entries: number[]; expiresIn: number }
  | { do: "event"; job: number; event: JobEvent }
  | { do: "update"; job: number; updates: { entry: number; status: ItemStatus }[] }
  | { do: "cancel"; job: number }
  | { do: "advance"; seconds: number }
  | { do: "sweep" }
  | { do: "patch" | "reopen" | "delete"; entry: number };

const entry = fc.integer({ min: 1, max: MODEL_ENTRIES });
const job = fc.constantFrom(0, 0, 0, 0, 1);
const status = fc.constantFrom<ItemStatus>(
  "successful",
  "successful",
  "failed",
  "in_progress",
  "pending",
  "abandoned",
);
const event = fc.constantFrom<JobEvent>("started", "started", "completed", "completed_with_errors", "failed");
const updates = fc.array(fc.record({ entry, status }), { maxLength: MODEL_ENTRIES });

/** Sequences of steps, with enough of the ordinary that jobs get somewhere. */
export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof<fc.WeightedArbitrary<Step>[]>(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant("create"),
        entries: fc.array(entry, { minLength: 1, maxLength: MODEL_ENTRIES }),
        expiresIn: fc.constantFrom(30, 3600),
      }),
    },
    { weight: 4, arbitrary: fc.record({ do: fc.constant("event"), job, event }) },
    { weight: 5, arbitrary: fc.record({ do: fc.constant("update"), job, updates }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("cancel"), job }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant("advance"), seconds: fc.constantFrom(1, 29, 30, 3600) }),
    },
    { weight: 1, arbitrary: fc.constant({ do: "sweep" }) },
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constantFrom("patch", "reopen", "reopen", "delete"), entry }),
    },
  ),
  { minLength: 5, maxLength: 30 },
);
