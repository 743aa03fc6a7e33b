import { Argument, type Command } from "commander";
import { bashCompletion } from "../completion/bash.ts";
import { fishCompletion } from "../completion/fish.ts";
import { type CommandNode, commandNodes } from "../completion/command-nodes.ts";
import { zshCompletion } from "../completion/zsh.ts";
import { addCommand, type Setup } from "./command.ts";

const SHELLS: Readonly<Record<string, (nodes: readonly CommandNode[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** `ledgerport completion`. */
export function addCompletion(program: Command, { io }: Setup): void {
  addCommand(program, {
    usage: "completion",
    summary: "Print what completes commands and options at the Tab key, for a shell to read when it starts",
    examples: [
      "completion bash > ~/.local/share/bash-completion/completions/ledgerport",
      'completion zsh > "${fpath[1]}/_ledgerport"',
      "completion fish > ~/.config/fish/completions/ledgerport.fish",
    ],
  })
    .addArgument(new Argument("<shell>", "the shell").choices(Object.keys(SHELLS)))
    .action((shell: string) => io.out(SHELLS[shell]?.(commandNodes(program)) ?? ""));
}
