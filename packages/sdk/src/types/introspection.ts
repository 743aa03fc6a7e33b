import type * as wire from "@ledgerport/contract";
import type { Tolerant } from "./tolerant.ts";

/** What the key in use is and may do: `scope` is space separated, `subjectURN` names its company or organisation. */
export type Introspection = Tolerant<wire.Introspection>;
