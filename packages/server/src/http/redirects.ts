import type { FastifyInstance } from "fastify";

/**
 * Leads who opens the server in a browser to the reference (contract 6, Operations). The way is relative, so that it
 * holds below whatever path a proxy puts the server. No operations: clients have nothing to do with them.
 */
export function installRedirects(app: FastifyInstance): void {
  app.get("/", (_request, reply) => reply.redirect("docs"));
  app.get("/docs/", (_request, reply) => reply.redirect("../docs"));
}
