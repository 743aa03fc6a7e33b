import { ForbiddenAddressError } from "../guard/forbidden-address.ts";

const WORDS: Readonly<Record<string, string>> = {
  EAI_AGAIN: "The endpoint's name could not be resolved",
  ENODATA: "The endpoint's name could not be resolved",
  ENOTFOUND: "The endpoint's name could not be resolved",
  ETIMEOUT: "The endpoint's name could not be resolved in time",
  ECONNREFUSED: "The endpoint refused the connection",
  ECONNRESET: "The endpoint closed the connection without an answer",
  EPIPE: "The endpoint closed the connection without an answer",
  EHOSTUNREACH: "The endpoint can't be reached",
  ENETUNREACH: "The endpoint can't be reached",
  ETIMEDOUT: "The endpoint can't be reached",
  EPROTO: "The endpoint does not speak TLS as it should",
};
const CERTIFICATE = /CERT|SELF_SIGNED|ISSUER|LEAF|CRL|^HOSTNAME_MISMATCH$/;
const NOT_HTTP = /^HPE_/;

/**
 * Why an attempt had no answer, in words for the delivery log. Made of the error's code and never of its message,
 * which may name addresses of the inside.
 */
export function failureWords(error: unknown): string {
  if (error instanceof ForbiddenAddressError) return error.message;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "") return "The request failed";
  return `${wordsFor(code)} (${code})`;
}

function wordsFor(code: string): string {
  const words = WORDS[code];
  if (words !== undefined) return words;
  if (CERTIFICATE.test(code)) return "The endpoint's certificate is not valid";
  if (NOT_HTTP.test(code)) return "The endpoint's answer is not HTTP";
  return "The request failed";
}
