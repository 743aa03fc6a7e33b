import { ErrorBody, type Operation, isErrorCode } from "@ledgerport/contract";
import type { ValidateFunction } from "ajv/dist/2020.js";
import type { FastifyInstance } from "fastify";
import { errorAnswer } from "../errors/error-answer.ts";
import { compileExact, firstFault } from "../validation/ajv.ts";

/**
 * Checks every answer against what the contract says of its operation: the status, the schema, and for errors that
 * the operation may answer with that code. A mismatch is logged and becomes a 500.
 */
export function installResponseCheck(app: FastifyInstance): void {
  const successes = new WeakMap<Operation, ValidateFunction>();
  const error = compileExact(ErrorBody);
  app.addHook("onSend", async (request, reply, payload) => {
    const { operation } = request.routeOptions.config;
    const complaint = complaintAbout(operation, reply.statusCode, payload, error, successes);
    if (complaint === undefined) return payload;
    const answer = errorAnswer(new Error(complaint), request.id);
    request.log.error(
      { operation: operation?.id, status: reply.statusCode, complaint },
      "answer outside the contract",
    );
    reply.code(answer.status).header("content-type", "application/json; charset=utf-8");
    return JSON.stringify(answer.body);
  });
}

function complaintAbout(
  operation: Operation | undefined,
  status: number,
  payload: unknown,
  error: ValidateFunction,
  successes: WeakMap<Operation, ValidateFunction>,
): string | undefined {
  if (payload instanceof Buffer)
    return complaintAbout(operation, status, payload.toString(), error, successes);
  // A HEAD request's answer has no body to look at.
  if (payload === null) return undefined;
  if (status >= 400) return faultOf(error, payload) ?? unexpectedCode(operation, payload);
  // What leads to another page belongs to no operation.
  if (operation === undefined) return status === 302 ? undefined : "there is no operation";
  const { success } = operation;
  const isPart = success.ranges === true && status === 206;
  if (status !== success.status && !isPart) return `the status is ${status}, not ${success.status}`;
  if (success.schema === null) return isEmpty(payload) ? undefined : "there is a body";
  if (success.type !== undefined) return undefined;
  let validate = successes.get(operation);
  if (validate === undefined) successes.set(operation, (validate = compileExact(success.schema)));
  return faultOf(validate, payload);
}

function faultOf(validate: ValidateFunction, payload: unknown): string | undefined {
  if (typeof payload !== "string") return "the body is no text";
  if (validate(JSON.parse(payload))) return undefined;
  const fault = firstFault(validate);
  return `${fault?.instancePath ?? ""} ${fault?.message ?? "is not valid"} ${JSON.stringify(fault?.params)}`;
}

function unexpectedCode(operation: Operation | undefined, payload: unknown): string | undefined {
  if (operation === undefined || typeof payload !== "string") return undefined;
  const body: unknown = JSON.parse(payload);
  const type = typeof body === "object" && body !== null && "type" in body ? String(body.type) : "";
  return isErrorCode(type) && operation.errors.includes(type)
    ? undefined
    : `the operation has no error ${type}`;
}

function isEmpty(payload: unknown): boolean {
  return payload === undefined || payload === "";
}
