import { EVENT_NAMES, eventNamed, publicName } from "../events/names.ts";
import { DomainError } from "../shared/errors.ts";
import { checkedEndpointAuth } from "./endpoint-auth.ts";
import { checkedHeaders } from "./headers.ts";
import type { EndpointAuth, SubscriptionDraft, SubscriptionStatus } from "./model.ts";

/** What a subscriber can choose from, as a refusal lists it. */
const KNOWN = EVENT_NAMES.map(publicName);

/** What a server allows of endpoints. */
export interface EndpointRules {
  /** Whether plain http will do (LEDGERPORT_WEBHOOK_ALLOW_HTTP). */
  allowHttp: boolean;
}

/** A draft that passed all checks, with its defaults filled in. */
export interface CheckedDraft {
  endpointUrl: string;
  eventTypes: string[];
  status: SubscriptionStatus;
  customHeaders: Record<string, string> | null;
  endpointAuth: EndpointAuth | null;
}

/**
 * Checks what a subscriber says (contract section 4); `before` is the subscription that it replaces. Masked values
 * stay as they were, but only while they go to the same origin: else who can change a subscription could have its
 * secrets sent to a place of their own. Throws REQUIRED_PARAMETER_MISSING and BAD_REQUEST, each with its param.
 */
export function checkDraft(
  draft: SubscriptionDraft,
  rules: EndpointRules,
  before?: Pick<CheckedDraft, "endpointUrl" | "customHeaders" | "endpointAuth">,
): CheckedDraft {
  assertEventTypes(draft.eventTypes);
  assertEndpoint(draft.endpointUrl, rules);
  const known = before !== undefined && originOf(before) === originOf(draft) ? before : undefined;
  const endpointAuth = checkedEndpointAuth(draft.endpointAuth, known?.endpointAuth ?? null);
  return {
    endpointUrl: draft.endpointUrl,
    eventTypes: [...draft.eventTypes],
    status: draft.status ?? "ACTIVE",
    customHeaders: checkedHeaders(draft.customHeaders, known?.customHeaders ?? null, endpointAuth),
    endpointAuth,
  };
}

function originOf({ endpointUrl }: { endpointUrl: string }): string {
  return new URL(endpointUrl).origin;
}

/** Throws BAD_REQUEST naming the event types that mean nothing. */
export function assertEventTypes(eventTypes: readonly string[], param = "eventTypes"): void {
  if (eventTypes.length === 0) {
    throw new DomainError("REQUIRED_PARAMETER_MISSING", `${param} must name at least one event type`, {
      param,
    });
  }
  const unknown = eventTypes.filter((name) => eventNamed(name) === undefined);
  if (unknown.length > 0) {
    throw new DomainError(
      "BAD_REQUEST",
      `There are no such event types: ${unknown.slice(0, 10).join(", ")}. There are ${KNOWN.join(", ")}, each also as v2 and v3`,
      { param, details: { unknown: unknown.slice(0, 10), known: KNOWN } },
    );
  }
  if (new Set(eventTypes).size < eventTypes.length) {
    throw new DomainError("BAD_REQUEST", `${param} must not name anything twice`, { param });
  }
}

/** Whether the endpoint's address may be reached is decided when it is connected to: names can change what they mean. */
function assertEndpoint(endpointUrl: string, { allowHttp }: EndpointRules): void {
  const url = URL.canParse(endpointUrl) ? new URL(endpointUrl) : undefined;
  if (url === undefined || !["https:", "http:"].includes(url.protocol)) {
    throw unfit(`must be an absolute URL that starts with https://${allowHttp ? " or http://" : ""}`);
  }
  if (url.protocol === "http:" && !allowHttp) {
    throw unfit(
      "must start with https://; plain http is refused unless the server's operator sets LEDGERPORT_WEBHOOK_ALLOW_HTTP=1",
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw unfit("must hold no user name and password; endpointAuth takes them");
  }
  if (url.hash !== "" || endpointUrl.includes("#")) throw unfit("must have no fragment");
  if (/[\s\p{Cc}\\]/u.test(endpointUrl)) throw unfit("must hold no white space and no backslash");
}

function unfit(complaint: string): DomainError {
  return new DomainError("BAD_REQUEST", `endpointUrl ${complaint}`, { param: "endpointUrl" });
}
