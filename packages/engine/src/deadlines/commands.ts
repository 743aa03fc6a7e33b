import type { Leap } from "../storage/database-clock.ts";
import type { Sql } from "../storage/sql.ts";
import { bringDeliveriesForward, countFailingAnew, renewDisturbedJobs } from "./sql.ts";

/**
 * Puts right what was planned by a clock that has leapt since, in all companies, so that neither everything falls due
 * at once nor something never: whose time can't be told any more is given it once more from now. A leap from a moment
 * to itself mends what an earlier one has left, while no server was there. Several servers may do it at once.
 */
export async function mendDeadlines(sql: Sql, leap: Leap): Promise<void> {
  await renewDisturbedJobs(sql, leap);
  await bringDeliveriesForward(sql, leap);
  if (leap.from.getTime() !== leap.to.getTime()) await countFailingAnew(sql, leap.to);
}
