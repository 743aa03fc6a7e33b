import assert from "node:assert/strict";
import { test } from "node:test";
import { OPERATIONS, type Operation } from "@ledgerport/contract";
import fastify from "fastify";
import { installErrors } from "../src/errors/install-errors.ts";
import { badRequest } from "../src/errors/api-error.ts";
import { installResponseCheck } from "../src/http/response-check.ts";

function operation(id: string): Operation {
  return OPERATIONS.find((candidate) => candidate.id === id) ?? assert.fail(id);
}

async function answerOf(id: string, status: number, body: unknown, type = "application/json") {
  const app = fastify();
  installErrors(app);
  installResponseCheck(app);
  app.get("/", { config: { operation: operation(id) } }, (_request, reply) => {
    if (body instanceof Error) throw body;
    return reply.code(status).type(type).send(body);
  });
  const answer = await app.inject("/");
  await app.close();
  return { status: answer.statusCode, text: answer.body };
}

test("an answer of the contract's form goes out as it is", async () => {
  const body = JSON.stringify({ data: { status: "ok" } });
  assert.deepEqual(await answerOf("getLiveness", 200, body), { status: 200, text: body });
  assert.equal((await answerOf("getMetrics", 200, "a 1", "text/plain")).text, "a 1");
  assert.equal((await answerOf("deleteEntry", 204, undefined)).status, 204);
  assert.equal((await answerOf("getExportJob", 0, badRequest("no", "jobId"))).status, 400);
});

test("an answer outside the contract becomes a 500 that does not show it", async () => {
  const wrong: [string, number, unknown][] = [
    ["getLiveness", 200, { data: { status: "secret" } }],
    ["getLiveness", 200, { data: { status: "ok" }, secret: 1 }],
    ["getLiveness", 201, { data: { status: "ok" } }],
    ["deleteEntry", 204, undefined],
    ["createExportJobEvent", 202, { secret: 1 }],
    // The operation has no such error.
    ["getLiveness", 0, badRequest("secret")],
    ["getLiveness", 400, { message: "secret" }],
  ];
  for (const [id, status, body] of wrong.filter(([, , given]) => given !== undefined)) {
    const answer = await answerOf(id, status, body);
    assert.equal(answer.status, 500, `${id} ${status}: ${answer.text}`);
    assert.match(answer.text, /INTERNAL_ERROR/);
    assert.doesNotMatch(answer.text, /secret/);
  }
});
