import type { ApiError } from "@ledgerport/sdk";
import type { Command } from "commander";

/** Options whose name is not that of the parameter or member that they are sent as. */
const OPTIONS: Readonly<Record<string, string>> = {
  booksClosedThrough: "closed-through",
  companyId: "company",
  company_id: "company",
  defaultCurrency: "currency",
  eventTypes: "event",
  expiresAt: "expires",
  export_status: "status",
  failureReasonType: "cause",
  organisationId: "organisation",
  requiredForExport: "require",
  scopes: "scope",
  statuses: "status",
};

/** Arguments whose name is not that of the parameter or member that they are sent as. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  accountingEntryIds: "entryIds",
  endpointUrl: "url",
  q: "text",
};

/** What the server says of a request, in the words of the command line. */
export interface InOwnWords {
  message: string;
  /** The option, as `--company`, or the argument, as `<id>`, that is at fault. */
  option?: string;
}

/** Puts the option or argument that `command` was given in the place of the parameter that the server names. */
export function inOwnWords(error: ApiError, command: Command | undefined): InOwnWords {
  const { message, param } = error;
  const option = param === undefined || command === undefined ? undefined : optionFor(param, command);
  if (param === undefined || option === undefined) return { message };
  // The whole path of an element (`statuses[0]`) first, then what else the sentence says of the parameter.
  const names = [param, baseOf(param)].filter((name) => message.startsWith(name) || isNoWord(name));
  return { message: names.reduce((text, name) => replaceName(text, name, option), message), option };
}

function optionFor(param: string, command: Command): string | undefined {
  const base = baseOf(param);
  const long = `--${OPTIONS[base] ?? kebab(base)}`;
  if (command.options.some((option) => option.long === long)) return long;
  const argument = command.registeredArguments.find(
    (candidate) => candidate.name() === (ARGUMENTS[base] ?? base),
  );
  if (argument !== undefined) return `<${argument.name()}>`;
  // The path's id is the company's, unless the command is about something else by its id.
  const ofCompany = base === "id" && !command.registeredArguments.some((other) => /id$/i.test(other.name()));
  return ofCompany && command.options.some((option) => option.long === "--company") ? "--company" : undefined;
}

/** `statuses[0]` is about `statuses`. */
function baseOf(param: string): string {
  return param.replace(/[[.].*$/s, "");
}

function kebab(name: string): string {
  return name.replaceAll("_", "-").replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Whether a name can't be meant as an English word. */
function isNoWord(name: string): boolean {
  return /[_A-Z[\]]/.test(name);
}

function replaceName(text: string, name: string, option: string): string {
  const escaped = name.replaceAll(/[[\].]/g, String.raw`\$&`);
  const place = isNoWord(name) ? String.raw`(?<!\w)` : "^";
  return text.replace(new RegExp(`${place}${escaped}(?!\\w)`, isNoWord(name) ? "g" : ""), option);
}
