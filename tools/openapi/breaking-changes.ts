import { Description, type Json, listOf, membersOf } from "./json.ts";
import { type Comparison, compareSchemas } from "./schema-changes.ts";

/**
 * What a client of one description could no longer rely on in another, a line each, e.g.
 * `GET /v3/export-jobs: answer 200: data[].createdBy is gone`. Both are OpenAPI documents of ours.
 */
export function breakingChanges(before: unknown, after: unknown): string[] {
  const found: string[] = [];
  const documents = { before: new Description(before), after: new Description(after) };
  for (const [path, methods] of Object.entries(documents.before.paths)) {
    for (const [method, operation] of Object.entries(membersOf(methods))) {
      const place = `${method.toUpperCase()} ${path}`;
      const counterpart = membersOf(documents.after.paths[path])[method];
      if (counterpart === undefined) found.push(`${place}: is gone`);
      else
        compareOperations(documents, membersOf(operation), membersOf(counterpart), (change) =>
          found.push(`${place}: ${change}`),
        );
    }
  }
  return found;
}

type Documents = Pick<Comparison, "before" | "after">;
type Report = Comparison["report"];

function compareOperations(documents: Documents, before: Json, after: Json, report: Report): void {
  compareAccess(before, after, report);
  compareParameters(documents, before, after, report);
  compareBodies(documents, before, after, report);
  compareAnswers(documents, before, after, report);
}

/** Each way to be let in will do by itself, so one more breaks nobody. */
function compareAccess(before: Json, after: Json, report: Report): void {
  const [old, fresh] = [waysIn(before), waysIn(after)];
  if (fresh.length === 0) return;
  const kept = old.length > 0 && old.every((one) => fresh.includes(one));
  if (!kept) report(`needs another key or scope now: ${fresh.join(" or ")}`);
}

/** A scheme with one of the scopes each, which stand beside the schemes (`x-scopes`) or with them as roles. */
function waysIn(operation: Json): string[] {
  const scopes = listOf(operation["x-scopes"]).map((scope) => [scope]);
  return listOf(operation["security"]).flatMap((requirement) =>
    Object.entries(membersOf(requirement)).flatMap(([scheme, roles]) =>
      (scopes.length > 0 ? scopes : [roles]).map((needed) => JSON.stringify({ [scheme]: needed })),
    ),
  );
}

function compareParameters(documents: Documents, before: Json, after: Json, report: Report): void {
  const old = parametersOf(documents.before, before);
  const fresh = parametersOf(documents.after, after);
  for (const [name, parameter] of old) {
    const counterpart = fresh.get(name);
    if (counterpart === undefined) report(`${name} is gone`);
    else
      compareSchemas(
        { ...documents, direction: "request", report },
        parameter["schema"],
        counterpart["schema"],
        name,
      );
  }
  for (const [name, parameter] of fresh) {
    if (parameter["required"] === true && old.get(name)?.["required"] !== true)
      report(`${name} is required now`);
  }
}

function parametersOf(document: Description, operation: Json): Map<string, Json> {
  const parameters = listOf(operation["parameters"]).map((parameter) => document.resolve(parameter));
  return new Map(
    parameters.map((parameter) => [`${String(parameter["in"])} ${String(parameter["name"])}`, parameter]),
  );
}

function compareBodies(documents: Documents, before: Json, after: Json, report: Report): void {
  const old = membersOf(before["requestBody"]);
  const fresh = membersOf(after["requestBody"]);
  if (fresh["required"] === true && old["required"] !== true) report("a body is required now");
  compareContents(
    { ...documents, direction: "request", report: (change) => report(`body: ${change}`) },
    old,
    fresh,
  );
}

function compareAnswers(documents: Documents, before: Json, after: Json, report: Report): void {
  const fresh = membersOf(after["responses"]);
  for (const [status, answer] of Object.entries(membersOf(before["responses"]))) {
    const isError = Number(status) >= 400;
    const place = `answer ${status}`;
    if (fresh[status] === undefined) {
      report(`${place} is gone`);
      continue;
    }
    const [one, other] = [documents.before.resolve(answer), documents.after.resolve(fresh[status])];
    for (const name of Object.keys(membersOf(one["headers"])))
      if (membersOf(other["headers"])[name] === undefined) report(`${place}: the header ${name} is gone`);
    const told = (change: string): void => report(`${place}: ${change}`);
    compareContents({ ...documents, direction: "answer", openWords: isError, report: told }, one, other);
    if (isError) compareErrorTypes(one, other, told);
  }
}

function compareContents(comparison: Comparison, before: Json, after: Json): void {
  const fresh = membersOf(after["content"]);
  for (const [type, content] of Object.entries(membersOf(before["content"]))) {
    if (fresh[type] === undefined) comparison.report(`${type} is gone`);
    else compareSchemas(comparison, membersOf(content)["schema"], membersOf(fresh[type])["schema"], "");
  }
}

/** The examples of an error answer are named after its error types. */
function compareErrorTypes(before: Json, after: Json, report: Report): void {
  const typesOf = (answer: Json): string[] =>
    Object.values(membersOf(answer["content"])).flatMap((content) =>
      Object.keys(membersOf(membersOf(content)["examples"])),
    );
  const fresh = typesOf(after);
  for (const type of typesOf(before)) if (!fresh.includes(type)) report(`${type} is gone`);
}
