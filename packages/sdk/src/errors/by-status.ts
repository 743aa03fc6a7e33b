import { ApiError } from "./base.ts";

/** 400: the request is not well formed. */
export class BadRequestError extends ApiError {}
/** 401: no key, or one that is unknown, expired or revoked. */
export class UnauthorizedError extends ApiError {}
/** 403: the key lacks a scope; the message names it. */
export class ForbiddenError extends ApiError {}
/** 404: it does not exist, or belongs to somebody else. */
export class NotFoundError extends ApiError {}
/** 409: something else stands in the way. */
export class ConflictError extends ApiError {}
/** 413: more than the server takes in one request. */
export class TooLargeError extends ApiError {}
/** 422: well formed, but not possible as things are. */
export class UnprocessableError extends ApiError {}
/** 429: too many requests; nothing was done. `retryAfter` says when to go on. */
export class RateLimitError extends ApiError {}
/** 5xx: the server, or something in front of it, failed. */
export class ServerError extends ApiError {}
