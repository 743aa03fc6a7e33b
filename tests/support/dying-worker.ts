/**
 * One pass of an export worker in a process of its own, which kills itself with SIGKILL, so that nothing of it is tidied
 * up, when it has come to a step for the n-th time. Arguments: the server's address, the journal, the step, n, the
 * batch size. The key is in LEDGERPORT_API_KEY. It ends by itself when it never gets there.
 */
import { createExportWorker, createHledgerTarget } from "@ledgerport/connectors";
import { createClient } from "@ledgerport/sdk";

const [baseUrl = "", journal = "", fatalStep = "", n = "", batchSize = ""] = process.argv.slice(2);
const apiKey = process.env["LEDGERPORT_API_KEY"] ?? "";
const target = createHledgerTarget(journal);
let seen = 0;

await createExportWorker({
  client: createClient({ baseUrl, apiKey }),
  target,
  batchSize: Number(batchSize),
  onStep(step) {
    if (step !== fatalStep || ++seen < Number(n)) return undefined;
    process.kill(process.pid, "SIGKILL");
    // Until the signal has its effect, the worker does nothing more.
    return new Promise<void>(() => {});
  },
}).runOnce();
await target.close();
