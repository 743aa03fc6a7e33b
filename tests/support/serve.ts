/** A server process whose clock is the machine's, ahead by the milliseconds in its argument. */
import { systemClock } from "@ledgerport/engine";
import { serve } from "@ledgerport/server";

const ahead = Number(process.argv[2]);
process.exitCode = await serve(process.env, {
  clock: {
    now: () => new Date(systemClock.now().getTime() + ahead),
    after: (milliseconds, work) => systemClock.after(milliseconds, work),
  },
});
