import type { CommandNode } from "./command-nodes.ts";

/**
 * Completion for bash from 3.2 on, which macOS has: no associative arrays. Where nothing of ours fits, as for an option's
 * value, bash goes on with files.
 */
export function bashCompletion(nodes: readonly CommandNode[]): string {
  const commands = nodes.slice(1).map(({ path }) => `" ${path.join(" ")}"`);
  const valued = new Set(
    nodes.flatMap(({ options }) =>
      options.filter(({ takesValue }) => takesValue).flatMap(({ names }) => names),
    ),
  );
  const words = nodes.map((node) => {
    const all = [
      ...node.children.map(({ name }) => name),
      ...node.choices,
      ...node.options.flatMap(({ names }) => names),
    ];
    return `    "${node.path.map((word) => ` ${word}`).join("")}") words="${all.join(" ")}" ;;`;
  });
  return `# Completion of ledgerport for bash
_ledgerport() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local command="" words="" skip="" index word
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    word="\${COMP_WORDS[index]}"
    if [[ -n $skip ]]; then skip=""; continue; fi
    case "$word" in
      ${[...valued].join("|")}) skip=1 ;;
      -*) ;;
      *)
        case "$command $word" in
          ${commands.join("|")}) command="$command $word" ;;
        esac ;;
    esac
  done
  [[ -n $skip ]] && return
  case "$command" in
${words.join("\n")}
  esac
  # Options are many: they are offered once a dash is typed, or where there is nothing else.
  local offered="" option
  for option in $words; do
    [[ $option == -* && $current != -* ]] || offered="$offered $option"
  done
  COMPREPLY=($(compgen -W "$offered" -- "$current"))
}
complete -o bashdefault -o default -F _ledgerport ledgerport
`;
}
