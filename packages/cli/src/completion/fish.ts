import type { CommandNode, OptionNode } from "./command-nodes.ts";

/** Completion for fish, with the commands' and options' summaries. */
export function fishCompletion(nodes: readonly CommandNode[]): string {
  const paths = nodes.slice(1).map(({ path }) => quoted(path.join(" ")));
  const valued = new Set(
    nodes.flatMap(({ options }) =>
      options.filter(({ takesValue }) => takesValue).flatMap(({ names }) => names),
    ),
  );
  return `# Completion of ledgerport for fish
function __ledgerport_at
  set -l command
  set -l skip 0
  for word in (commandline -opc)[2..-1]
    if test $skip = 1
      set skip 0
    else if contains -- $word ${[...valued].join(" ")}
      set skip 1
    else if contains -- (string join " " $command $word) ${paths.join(" ")}
      set command $command $word
    end
  end
  test "$command" = "$argv[1]"
end
complete -c ledgerport -e
${nodes.flatMap(linesOf).join("\n")}
`;
}

function linesOf(node: CommandNode): string[] {
  const start = `complete -c ledgerport -n ${quoted(`__ledgerport_at ${quoted(node.path.join(" "))}`)}`;
  return [
    ...node.children.map(({ name, summary }) => `${start} -f -a ${quoted(name)} -d ${quoted(summary)}`),
    ...node.choices.map((choice) => `${start} -f -a ${quoted(choice)}`),
    ...node.options.map((option) => `${start} ${optionWords(option)}`),
  ];
}

function optionWords({ names, summary, takesValue, choices }: OptionNode): string {
  const words = names.map((name) => (name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  const value = choices.length === 0 ? "-r" : `-x -a ${quoted(choices.join(" "))}`;
  return [...words, ...(takesValue ? [value] : []), `-d ${quoted(summary)}`].join(" ");
}

/** In fish's single quotes only the quote and the backslash are special. */
function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`;
}
