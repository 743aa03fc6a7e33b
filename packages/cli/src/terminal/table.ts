/** Rows under headings, each column as wide as its widest cell; a line for each row. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headings.map((heading) => heading.toUpperCase()), ...rows.map((row) => row.map(oneLine))];
  return alignedLines(lines, widthsOf(lines));
}

/** How wide each column must be. */
export function widthsOf(lines: readonly (readonly string[])[]): number[] {
  const columns = Math.max(...lines.map((line) => line.length));
  return Array.from({ length: columns }, (_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? "").length)),
  );
}

/**
 * Lines with their cells in columns of these widths; a wider cell pushes the rest of its line. Lines that are longer than
 * `longest` characters end in an ellipsis there.
 */
export function alignedLines(
  lines: readonly (readonly string[])[],
  widths: readonly number[],
  longest = Infinity,
): string {
  const text = lines.map((line) => {
    const cells = line.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    const whole = cells.join("  ").trimEnd();
    return whole.length > longest ? `${whole.slice(0, longest - 1)}…` : whole;
  });
  return `${text.join("\n")}\n`;
}

/** Names and values below each other; a value that is null or undefined is left out. */
export function facts(values: Readonly<Record<string, string | number | null | undefined>>): string {
  const known = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  const width = Math.max(...known.map(([name]) => name.length));
  return known.map(([name, value]) => `${name.padEnd(width)}  ${oneLine(String(value))}\n`).join("");
}

/** A number with its thousands set apart: 4,823. */
export function grouped(number: number): string {
  return number.toLocaleString("en-GB");
}

/** On one line: what comes from elsewhere may hold control characters, which a terminal would obey. */
export function oneLine(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, " ");
}
