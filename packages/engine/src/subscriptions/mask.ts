/** What stands for a secret in an answer. Sent back by a subscriber it means: as it was. */
export const MASK = "********";

const SECRET_NAME = /auth|cookie|credential|key|pass|secret|signature|token/i;

/** Whether a header's name says that its value is nobody's business. */
export function isSecretHeader(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** A subscription's custom headers as they may be shown. */
export function maskedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, isSecretHeader(name) ? MASK : value]),
  );
}
