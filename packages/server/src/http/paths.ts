/**
 * The router's form of an operation's path: `{id}` becomes a parameter that ends where the path goes on, and a colon
 * before a word (`:cancel`) stays a colon.
 */
export function routerPath(path: string): string {
  return path
    .replaceAll(":", "::")
    .replaceAll(/\{(\w+)\}(?=(::|\.)?)/g, (_, name: string, next: string | undefined) => {
      if (next === "::") return `:${name}(^[^:]+)`;
      return next === "." ? `:${name}(^[^.]+)` : `:${name}`;
    });
}
