import type * as wire from "@ledgerport/contract";
import type { Tolerant } from "../tolerant.ts";

/** One thing that an entry lacks for its export. */
export type Problem = Tolerant<wire.Problem>;
/** How a company's queue stands, by cause. */
export type ReadinessSummary = Tolerant<wire.ReadinessSummary>;
/** The job that would be made. */
export type PreflightExportJob = wire.ExportJobPreflight;
/** What it would come to. */
export type PreflightResult = Tolerant<wire.PreflightResult>;
