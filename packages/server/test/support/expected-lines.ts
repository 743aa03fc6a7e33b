/** Lines of a log that a test can wait for. */
export interface ExpectedLines {
  lines: string[];
  write(line: string): void;
  /** Resolves when so many lines contain `part`. */
  seen(part: string, times?: number): Promise<void>;
}

/** A log's stream that keeps its lines. */
export function expectedLines(): ExpectedLines {
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  return {
    lines,
    write(line) {
      lines.push(line);
      for (const look of waiting) look();
    },
    seen(part, times = 1) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const look = (): void => {
        if (lines.filter((line) => line.includes(part)).length < times) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
      return promise;
    },
  };
}
