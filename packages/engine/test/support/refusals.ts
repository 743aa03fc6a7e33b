import assert from "node:assert/strict";
import { DomainError, type DomainErrorCode } from "../../src/shared/errors.ts";

/** Asserts that the work is refused with this code and, when given, this param. */
export async function assertRefused(
  work: Promise<unknown>,
  code: DomainErrorCode,
  param?: string,
): Promise<void> {
  await assert.rejects(work, (error: unknown) => {
    assert.ok(error instanceof DomainError, String(error));
    assert.equal(error.code, code);
    if (param !== undefined) assert.equal(error.param, param);
    return true;
  });
}
