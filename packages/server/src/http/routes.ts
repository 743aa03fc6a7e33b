import { ROUTES, type Route } from "@ledgerport/contract";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { RawQuery } from "../paging/page-query.ts";
import { handlers } from "../operations/handlers.ts";
import { refuseUnstorableText } from "./body-parser.ts";
import { Call, type Handler } from "./call.ts";
import { companyOfCall } from "./company-of-call.ts";
import type { AppContext } from "./context.ts";
import { FileAnswer, sendFile } from "./file-answer.ts";
import { JsonText } from "./json-text.ts";
import { PageFile } from "./page-file.ts";
import { routerPath } from "./paths.ts";
import { type Parameters, requestParts } from "./request-parts.ts";

type ParserDone = (error: Error | null, body?: unknown) => void;
type WireRequest = FastifyRequest<{ Querystring: RawQuery; Params: Parameters }>;

/** Registers a route for every operation of the contract in every version spoken. Throws when one has no handler. */
export async function registerRoutes(app: FastifyInstance, context: AppContext): Promise<void> {
  const json: Route[] = [];
  const streamed: Route[] = [];
  const raw: Route[] = [];
  const bodiless: Route[] = [];
  for (const route of ROUTES) {
    const { body } = route.operation;
    if (body === undefined) bodiless.push(route);
    else if (body.types.includes("*/*")) raw.push(route);
    else if (body.streamed) streamed.push(route);
    else json.push(route);
  }
  for (const route of json) addRoute(app, context, route);
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // A body that a call has no use for is not read.
    scope.addContentTypeParser("*", (_request: unknown, _payload: unknown, done: ParserDone) => done(null));
    for (const route of bodiless) addRoute(scope, context, route);
  });
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request: unknown, payload: unknown, done: ParserDone) =>
      done(null, payload),
    );
    for (const route of raw) addRoute(scope, context, route);
  });
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    const types = streamed.flatMap(({ operation }) => operation.body?.types ?? []);
    scope.addContentTypeParser([...new Set(types)], (_request: unknown, payload: unknown, done: ParserDone) =>
      done(null, payload),
    );
    for (const route of streamed) addRoute(scope, context, route);
  });
}

function addRoute(app: FastifyInstance, context: AppContext, route: Route): void {
  const { operation, operationId } = route;
  const handler = handlers[operation.id];
  if (handler === undefined) throw new Error(`No handler answers ${operationId}`);
  app.route<{ Querystring: RawQuery; Params: Parameters }>({
    method: operation.method,
    url: routerPath(route.path),
    config: { operation, version: route.version },
    handler: answering(context, route, handler),
  });
}

function answering(context: AppContext, route: Route, handler: Handler) {
  const { operation } = route;
  const parts = requestParts(operation);
  const { status, schema, type = "application/json" } = operation.success;
  const contentType = `${type}; charset=utf-8`;
  return async (request: WireRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { query: rawQuery } = request;
    if (request.url.includes("%00")) refuseUnstorableText({ ...request.params, ...rawQuery }, "The query");
    const params = parts.params(request.params);
    const query = parts.query(rawQuery);
    const body = parts.body(request.body);
    const companyId = await companyOfCall(context.database, operation, request.apiKey, {
      params,
      query,
      body,
    });
    const call = new Call({
      app: context,
      route,
      request,
      rawQuery,
      query,
      params,
      body,
      key: request.apiKey,
      companyId,
    });
    const answer = await handler(call);
    reply.code(status);
    if (schema === null) return reply.send();
    if (answer instanceof FileAnswer) return sendFile(request, reply, answer);
    if (answer instanceof PageFile) reply.headers(answer.headers);
    return reply.header("content-type", contentType).send(bodyOf(answer));
  };
}

function bodyOf(answer: unknown): string | Buffer {
  if (answer instanceof Buffer) return answer;
  if (answer instanceof JsonText || answer instanceof PageFile) return answer.text;
  return typeof answer === "string" ? answer : JSON.stringify(answer);
}
