import type { CommandNode, OptionNode } from "./command-nodes.ts";

/** Completion for zsh, with the commands' and options' summaries. */
export function zshCompletion(nodes: readonly CommandNode[]): string {
  return `#compdef ledgerport
${nodes.map(functionOf).join("\n")}
if [ "$funcstack[1]" = "_ledgerport" ]; then
  _ledgerport "$@"
else
  compdef _ledgerport ledgerport
fi
`;
}

function functionOf(node: CommandNode): string {
  const options = node.options.flatMap(optionSpecs);
  const name = functionName(node.path);
  if (node.children.length === 0) {
    const argument =
      node.choices.length === 0 ? "*:argument:_files" : `1:argument:(${node.choices.join(" ")})`;
    return `${name}() {\n  _arguments ${[...options, quoted(argument)].join(" \\\n    ")}\n}\n`;
  }
  const children = node.children.map(
    (child) => `    ${quoted(`${child.name}:${child.summary.replaceAll(":", String.raw`\:`)}`)}`,
  );
  const cases = node.children.map(
    (child) => `        ${child.name}) ${functionName([...node.path, child.name])} ;;`,
  );
  return `${name}() {
  local curcontext="$curcontext" state line
  local -a commands
  commands=(
${children.join("\n")}
  )
  _arguments -C ${[...options, "'1: :->command'", "'*:: :->rest'"].join(" \\\n    ")}
  case $state in
    command) _describe -t commands command commands ;;
    rest)
      case $line[1] in
${cases.join("\n")}
      esac ;;
  esac
}
`;
}

function functionName(path: readonly string[]): string {
  return ["_ledgerport", ...path].join("_").replaceAll("-", "_");
}

function optionSpecs({ names, summary, takesValue, choices }: OptionNode): string[] {
  const text = summary.replaceAll(/[[\]\\]/g, String.raw`\$&`);
  const value = choices.length === 0 ? "_files" : `(${choices.join(" ")})`;
  return names.map((name) => quoted(`*${name}[${text}]${takesValue ? `:value:${value}` : ""}`));
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
