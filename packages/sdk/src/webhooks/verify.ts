import { type Clock, systemClock } from "../clock.ts";
import { LedgerportError } from "../errors/base.ts";
import type { WebhookEvent } from "./events.ts";
import { signatureMatches } from "./signature.ts";

/** A delivery that must not be acted upon: it is unsigned, signed by somebody else, too old, or no event. */
export class WebhookVerificationError extends LedgerportError {}

/** What came in. */
export interface WebhookDelivery {
  /** The body's bytes exactly as received: a body that was parsed and written again no longer fits its signature. */
  body: Uint8Array | string;
  /** The request's headers, as `fetch` or Node's `http` give them; names in any case. */
  headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** How deliveries are checked. */
export interface VerifyWebhookOptions {
  /** The subscription's secret, `whsec_<base64>`; several while one is being rotated. */
  secret: string | readonly string[];
  /** Seconds that the delivery's timestamp may be away from now, both ways: 300 when left out. */
  toleranceSeconds?: number;
  /** The machine's clock when left out. */
  clock?: Pick<Clock, "now">;
}

const DEFAULT_TOLERANCE_SECONDS = 300;

/**
 * Checks a delivery (the Standard Webhooks scheme, contract section 4) and gives its event, whichever envelope it
 * came in. Deliveries can arrive more than once: act once per `eventId`. Throws WebhookVerificationError; a TypeError
 * for a secret that is none.
 */
export async function verifyWebhook(
  delivery: WebhookDelivery,
  options: VerifyWebhookOptions,
): Promise<WebhookEvent> {
  const id = header(delivery.headers, "webhook-id");
  const timestamp = header(delivery.headers, "webhook-timestamp");
  const signatures = header(delivery.headers, "webhook-signature").split(" ");
  assertRecent(timestamp, options);
  const bytes = typeof delivery.body === "string" ? new TextEncoder().encode(delivery.body) : delivery.body;
  const secrets = typeof options.secret === "string" ? [options.secret] : options.secret;
  const message = { id, timestamp, body: bytes };
  for (const secret of secrets) {
    if (await signatureMatches(message, signatures, secret)) return eventOf(bytes);
  }
  throw new WebhookVerificationError("No signature of the delivery fits the secret.");
}

function header(headers: WebhookDelivery["headers"], name: string): string {
  const value =
    headers instanceof Headers
      ? headers.get(name)
      : Object.entries(headers).find(([given]) => given.toLowerCase() === name)?.[1];
  if (typeof value === "string" && value !== "") return value;
  throw new WebhookVerificationError(`The delivery has no single header ${name}.`);
}

function assertRecent(timestamp: string, options: VerifyWebhookOptions): void {
  if (!/^\d{1,12}$/.test(timestamp)) {
    throw new WebhookVerificationError("webhook-timestamp is not a number of seconds.");
  }
  const now = (options.clock ?? systemClock).now().getTime() / 1000;
  const away = Math.abs(now - Number(timestamp));
  if (away > (options.toleranceSeconds ?? DEFAULT_TOLERANCE_SECONDS)) {
    throw new WebhookVerificationError(
      `The delivery's timestamp is ${Math.round(away)} seconds away from now.`,
    );
  }
}

/** The three members stand at the top, in `payload`, or both (contract section 4, Delivery). */
function eventOf(body: Uint8Array): WebhookEvent {
  const parsed = parse(body);
  for (const place of [parsed, member(parsed, "payload")]) {
    const eventId = member(place, "eventId");
    const eventType = member(place, "eventType");
    if (typeof eventId === "string" && typeof eventType === "string") {
      return { eventId, eventType, data: member(place, "data") };
    }
  }
  throw new WebhookVerificationError("The delivery is signed, but holds no event.");
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch (error) {
    throw new WebhookVerificationError("The delivery is signed, but is not JSON.", { cause: error });
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
