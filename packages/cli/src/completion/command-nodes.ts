import type { Command, Option } from "commander";

/** An option as completion needs it. */
export interface OptionNode {
  /** With the dashes, e.g. `--map` and `-V`. */
  names: readonly string[];
  summary: string;
  takesValue: boolean;
  /** What the value can be, where that is known. */
  choices: readonly string[];
}

/** A command, or a group of commands, as completion needs it. */
export interface CommandNode {
  /** The words before it and its own; empty for the program. */
  path: readonly string[];
  children: readonly { name: string; summary: string }[];
  options: readonly OptionNode[];
  /** What the first argument can be, where that is known. */
  choices: readonly string[];
}

/** The whole tree under `command`, itself first: whatever the command line understands, and nothing else. */
export function commandNodes(command: Command, path: readonly string[] = []): CommandNode[] {
  const node: CommandNode = {
    path,
    children: command.commands.map((child) => ({
      name: child.name(),
      summary: firstLine(child.description()),
    })),
    options: command.createHelp().visibleOptions(command).map(optionNode),
    choices: command.registeredArguments[0]?.argChoices ?? [],
  };
  return [node, ...command.commands.flatMap((child) => commandNodes(child, [...path, child.name()]))];
}

function optionNode(option: Option): OptionNode {
  return {
    names: [option.short, option.long].filter((name) => name !== undefined && name !== null),
    summary: firstLine(option.description),
    takesValue: option.required || option.optional,
    choices: option.argChoices ?? [],
  };
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
