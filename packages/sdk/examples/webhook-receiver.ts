/**
 * A receiver of webhooks, to be copied and changed. It does the four things that every receiver must:
 * takes the body's bytes as they came, checks the signature, acts once per event, and says 2xx only after it has acted.
 *
 *   LEDGERPORT_WEBHOOK_SECRET=whsec_... PORT=8080 npx node packages/sdk/examples/webhook-receiver.ts
 */
import { createServer, type IncomingMessage, type Server } from "node:http";
import {
  type VerifyWebhookOptions,
  type WebhookEvent,
  WebhookVerificationError,
  isExportJobEvent,
  verifyWebhook,
} from "@ledgerport/sdk";

/** Bytes; an event is a few hundred. */
const LARGEST_BODY = 1024 * 1024;
/** Events that are remembered, in memory. Keep them beside what you do with them, so that a restart forgets none. */
const REMEMBERED = 10_000;

/** What to do with events. */
export interface ReceiverOptions extends VerifyWebhookOptions {
  /**
   * Acts on an event, at most once at a time for each. To be quick, because the sender waits 15 seconds: note the event
   * or wake a worker, and work later. When it rejects, the event comes again.
   */
  onEvent(event: WebhookEvent): void | Promise<void>;
}

/** A server that takes deliveries, on whatever path. */
export function createReceiver(options: ReceiverOptions): Server {
  const acted = new Map<string, Promise<void>>();

  /** Deliveries come at least once: the second one of an event only waits for the first. */
  function actOnce(event: WebhookEvent): Promise<void> {
    const before = acted.get(event.eventId);
    if (before !== undefined) return before;
    const acting = (async () => options.onEvent(event))();
    acted.set(event.eventId, acting);
    acting.catch(() => acted.delete(event.eventId));
    const [oldest] = acted.keys();
    if (acted.size > REMEMBERED && oldest !== undefined) acted.delete(oldest);
    return acting;
  }

  async function statusFor(request: IncomingMessage): Promise<number> {
    if (request.method !== "POST") return 405;
    const body = await bytesOf(request);
    if (body === undefined) return 413;
    try {
      await actOnce(await verifyWebhook({ body, headers: request.headers }, options));
      return 204;
    } catch (error) {
      return error instanceof WebhookVerificationError ? 400 : 500;
    }
  }

  return createServer((request, response) => {
    statusFor(request).then(
      (status) => response.writeHead(status, { connection: status === 413 ? "close" : "keep-alive" }).end(),
      () => response.destroy(),
    );
  });
}

/** The body exactly as it came: a framework's parsed JSON, written again, does not fit the signature. */
async function bytesOf(request: AsyncIterable<Buffer>): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LARGEST_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

if (import.meta.main) {
  const secret = process.env["LEDGERPORT_WEBHOOK_SECRET"];
  if (secret === undefined)
    throw new Error("LEDGERPORT_WEBHOOK_SECRET is the subscription's secret, whsec_...");
  const receiver = createReceiver({
    // Two secrets, separated by a blank, while one is being rotated.
    secret: secret.split(" "),
    onEvent(event) {
      const about = isExportJobEvent(event) ? `${event.data.id} is ${event.data.status}` : "";
      process.stdout.write(`${event.eventType} ${about}\n`);
    },
  });
  receiver.listen(Number(process.env["PORT"] ?? "8080"), "127.0.0.1");
}
