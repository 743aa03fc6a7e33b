import type { FastifyInstance } from "fastify";

/**
 * Makes the app know when it is being closed. From then on every answer ends its connection, also the answers to
 * requests that were running: a client that keeps connections would otherwise hold the server up until it drops them.
 */
export function installStopping(app: FastifyInstance): () => boolean {
  let stopping = false;
  app.addHook("preClose", async () => {
    stopping = true;
    app.log.warn("stopping: running requests finish");
  });
  app.addHook("onSend", (_request, reply, payload, done) => {
    if (stopping) reply.header("connection", "close");
    done(null, payload);
  });
  return () => stopping;
}
