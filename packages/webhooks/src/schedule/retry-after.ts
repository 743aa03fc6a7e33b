const SECONDS = /^\d{1,15}$/;
/** The form that RFC 9110 section 5.6.7 tells senders to use: `Sun, 06 Nov 1994 08:49:37 GMT`. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Seconds from `now` that a Retry-After header asks for (RFC 9110 section 10.2.3: a number of seconds, or a date).
 * 0 for a date that has passed; undefined without a header or for one that is neither.
 */
export function retryAfterSeconds(header: string | undefined, now: Date): number | undefined {
  const text = header?.trim() ?? "";
  if (SECONDS.test(text)) return Number(text);
  if (!HTTP_DATE.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, (at - now.getTime()) / 1000);
}
