import type { Clock } from "@ledgerport/engine";
import type { FastifyInstance } from "fastify";

/**
 * Dates every answer by the clock that the data goes by, so that a client can compare the two (RFC 9110 section 6.6.1);
 * Node.js would take the machine's.
 */
export function installDate(app: FastifyInstance, clock: Clock): void {
  app.addHook("onRequest", (_request, reply, done) => {
    reply.header("date", clock.now().toUTCString());
    done();
  });
}
