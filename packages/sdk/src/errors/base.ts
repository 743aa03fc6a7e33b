/** What all errors of the SDK have in common. Wrong options throw a TypeError; an aborted call rejects with its signal's reason. */
export class LedgerportError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The server could not be reached, or the connection broke before the whole answer was there. */
export class ConnectionError extends LedgerportError {}

/** No whole answer came within the attempt's time limit. */
export class TimeoutError extends ConnectionError {}

/**
 * A change may or may not have happened, and reading back could not tell. `cause` is the failure that left it open.
 * Sending the call again is not safe; look at the resource and decide.
 */
export class UnknownOutcomeError extends LedgerportError {}

/** What an answer with an error says. */
export interface ApiErrorFacts {
  /** HTTP status. */
  status: number;
  /** The error's name on the wire; `UNEXPECTED_ANSWER` when the answer was not one of the API's. */
  type: string;
  message: string;
  /** The property or parameter at fault. */
  param?: string | undefined;
  /** Names the request in the server's log. */
  requestId?: string | undefined;
  /** Further facts, e.g. the ids concerned. */
  details?: unknown;
  /** Seconds after which to try again, as the server asks. */
  retryAfter?: number | undefined;
}

/** The server answered with an error; which one is in `type`. */
export class ApiError extends LedgerportError {
  readonly status: number;
  readonly type: string;
  readonly param: string | undefined;
  readonly requestId: string | undefined;
  readonly details: unknown;
  readonly retryAfter: number | undefined;

  constructor(facts: ApiErrorFacts) {
    super(facts.message);
    this.status = facts.status;
    this.type = facts.type;
    this.param = facts.param;
    this.requestId = facts.requestId;
    this.details = facts.details;
    this.retryAfter = facts.retryAfter;
  }
}
