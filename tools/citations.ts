/**
 * Checks that every citation of the wire contract ("contract 3.3", "contract section 1, Pagination") leads somewhere: the
 * section is a heading of docs/contract.md, and the topic after the comma stands in it. Names what leads nowhere, and ends
 * with 1.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const CONTRACT = "docs/contract.md";
const CITING = ["*.ts", "*.js", "*.sql", "*.md", ":!docs/openapi"];
/** A topic begins with a word or a value between backquotes; what follows it explains. */
const CITATION = /\bcontract(?:,? section)? (\d(?:\.\d+)?)(?:, (?:the )?([\w/]+))?/gi;

const sections = sectionsOf(readFileSync(CONTRACT, "utf8"));
const strays = execFileSync("git", ["ls-files", ...CITING], { encoding: "utf8" })
  .trim()
  .split("\n")
  .flatMap(straysIn);
for (const stray of strays) console.error(stray);
if (strays.length > 0) process.exitCode = 1;

/** The text of each section by its number; that of 3 holds 3.1 to 3.5. */
function sectionsOf(contract: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const part of contract.split(/^(?=#{2,3} \d)/m)) {
    const [, number] = /^#{2,3} (\d(?:\.\d+)?)/.exec(part) ?? [];
    if (number === undefined) continue;
    found.set(number, part.toLowerCase());
    const [whole = ""] = number.split(".");
    if (whole !== number) found.set(whole, `${found.get(whole) ?? ""}${part.toLowerCase()}`);
  }
  return found;
}

function straysIn(file: string): string[] {
  if (file === CONTRACT) return [];
  // A comment may break anywhere.
  const text = readFileSync(file, "utf8").replaceAll(/\s*\n\s*(?:\*|\/\/|--)?\s*/g, " ");
  return [...text.matchAll(CITATION)].flatMap(([citation, number = "", topic = ""]) => {
    const section = sections.get(number);
    if (section === undefined) return `${file}: "${citation}": there is no section ${number} in ${CONTRACT}`;
    return section.includes(topic.toLowerCase())
      ? []
      : `${file}: "${citation}": section ${number} of ${CONTRACT} says nothing of "${topic}"`;
  });
}
