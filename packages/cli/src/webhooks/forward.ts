import { type Clock, type CompanyEvent, signWebhook } from "@ledgerport/sdk";

/** Where events are forwarded to. */
export interface Receiver {
  url: string;
  /** Deliveries are signed with it, `whsec_<base64>`. */
  secret: string;
  /** The version in whose names the receiver knows events, `v1` to `v3`. */
  version: string;
  clock: Clock;
}

/** What became of one attempt: taken, or why not. `gone`: the receiver wants no more (410). */
export type Outcome = { taken: true; status: number } | { taken: false; gone: boolean; reason: string };

/** Milliseconds for one attempt, as for the server's deliveries (contract section 4, Delivery). */
const LIMIT_MS = 15_000;

/**
 * Sends an event to the receiver as the server would, freshly signed, in the envelope `both`. Its `webhook-id` is the
 * event's, so it stays the same over attempts and runs. Rejects only when `signal` is aborted.
 */
export async function forward(
  event: CompanyEvent,
  receiver: Receiver,
  signal: AbortSignal | undefined,
): Promise<Outcome> {
  const body = bodyOf(event, receiver.version);
  const id = event.eventId;
  const signature = await signWebhook({ id, at: receiver.clock.now(), body }, receiver.secret);
  const limit = new AbortController();
  const end = new AbortController();
  const timer = receiver.clock.sleep(LIMIT_MS, end.signal).then(
    () => limit.abort(),
    () => undefined,
  );
  try {
    const answer = await fetch(receiver.url, {
      method: "POST",
      headers: { ...signature, "content-type": "application/json" },
      body,
      redirect: "manual",
      signal: signal === undefined ? limit.signal : AbortSignal.any([signal, limit.signal]),
    });
    await answer.body?.cancel();
    if (answer.ok) return { taken: true, status: answer.status };
    return { taken: false, gone: answer.status === 410, reason: `it answered ${answer.status}` };
  } catch (error) {
    signal?.throwIfAborted();
    const reason = limit.signal.aborted ? `no answer in ${LIMIT_MS / 1000} s` : causeOf(error);
    return { taken: false, gone: false, reason };
  } finally {
    end.abort();
    await timer;
  }
}

function bodyOf({ eventId, eventType, data }: CompanyEvent, version: string): string {
  const members = { data, eventId, eventType: eventType.replace(/^v\d+/, version) };
  return JSON.stringify({ ...members, payload: members });
}

/** What fetch says lies in its error's cause. */
function causeOf(error: unknown): string {
  const { cause } = error instanceof Error ? error : {};
  if (cause instanceof Error && "code" in cause) return String(cause.code);
  return error instanceof Error ? error.message : "it can't be reached";
}
