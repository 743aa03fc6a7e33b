/** The part of a logger that is needed here; pino's and Fastify's have it. */
export interface DeliveryLog {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
