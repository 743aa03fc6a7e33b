import type { FastifyInstance } from "fastify";
import type { Metrics } from "../metrics/metrics.ts";

/**
 * Writes down every answered request: one line in the log, counters in the metrics. The line names the operation and
 * not the path, and the key by its id: neither parameters nor credentials get into a log.
 */
export function installRecord(app: FastifyInstance, metrics: Metrics): void {
  app.addHook("onResponse", (request, reply, done) => {
    const operation = request.routeOptions.config.operation?.id ?? "none";
    const milliseconds = reply.elapsedTime;
    metrics.answered(operation, reply.statusCode, milliseconds / 1000);
    request.log.info(
      {
        operation,
        method: request.method,
        status: reply.statusCode,
        milliseconds: Math.round(milliseconds * 10) / 10,
        ...(request.apiKey === null ? {} : { key: request.apiKey.id }),
      },
      "answered",
    );
    done();
  });
}
