import { DomainError } from "../shared/errors.ts";
import { MASK } from "./mask.ts";
import type { EndpointAuth, EndpointCredentials } from "./model.ts";

const LONGEST = 1000;
const CONTROL = /\p{Cc}/u;

/**
 * Checks how a subscriber wants deliveries to authenticate themselves: BASIC by a user name (with or without a
 * password) or by a token, NONE without any of them, and whichever fits when no type is said. Null when nothing is said.
 * Throws REQUIRED_PARAMETER_MISSING and BAD_REQUEST, each with its param.
 */
export function checkedEndpointAuth(
  given: Partial<EndpointAuth> | undefined,
  before: EndpointAuth | null,
): EndpointAuth | null {
  if (given === undefined) return null;
  const type = given.type ?? (Object.keys(given.credentials ?? {}).length > 0 ? "BASIC" : "NONE");
  if (type === "NONE") return { type };
  const credentials = unmasked(given.credentials ?? {}, before?.credentials ?? {});
  const { username, password, token } = credentials;
  if (username === undefined && token === undefined) {
    throw new DomainError("REQUIRED_PARAMETER_MISSING", "BASIC needs a username or a token", {
      param: "endpointAuth.credentials",
    });
  }
  if (token !== undefined && (username !== undefined || password !== undefined)) {
    throw unfit("token", "excludes username and password");
  }
  for (const [name, value] of Object.entries(credentials)) {
    if (value.length > LONGEST || CONTROL.test(value)) {
      throw unfit(name, `must have at most ${LONGEST} characters and no control characters`);
    }
  }
  if (username?.includes(":")) throw unfit("username", "must hold no colon");
  return { type: "BASIC", credentials };
}

/** The credentials that are given, those that repeat the mask as they were. */
function unmasked(
  given: EndpointCredentials,
  before: EndpointCredentials,
): Record<string, string> & EndpointCredentials {
  const password = unmaskedValue("password", given.password, before.password);
  const token = unmaskedValue("token", given.token, before.token);
  return {
    ...(given.username === undefined ? {} : { username: given.username }),
    ...(password === undefined ? {} : { password }),
    ...(token === undefined ? {} : { token }),
  };
}

function unmaskedValue(name: string, given?: string, before?: string): string | undefined {
  if (given !== MASK) return given;
  if (before === undefined) throw unfit(name, "is masked and not known; give it again");
  return before;
}

/** Credentials as they may be shown: the user name is no secret, the rest is. */
export function maskedEndpointAuth({ type, credentials }: EndpointAuth): EndpointAuth {
  if (credentials === undefined) return { type };
  return {
    type,
    credentials: {
      ...credentials,
      ...(credentials.password === undefined ? {} : { password: MASK }),
      ...(credentials.token === undefined ? {} : { token: MASK }),
    },
  };
}

function unfit(name: string, complaint: string): DomainError {
  const param = `endpointAuth.credentials.${name}`;
  return new DomainError("BAD_REQUEST", `${param} ${complaint}`, { param });
}
