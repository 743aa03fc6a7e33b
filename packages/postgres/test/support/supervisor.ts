/**
 * A process of its own that supervises a PostgreSQL, for tests that kill it.
 * Arguments: the module to import startPostgres from, the data directory. Prints one JSON line when ready (or failed)
 * and stops PostgreSQL when told so on its standard input; `exit` makes it end without stopping anything.
 */
const [module = "", dataDirectory = ""] = process.argv.slice(2);
const { startPostgres } = (await import(module)) as typeof import("../../src/index.ts");

// As the server does: Ctrl-C is no reason to drop everything.
process.on("SIGINT", () => {});
try {
  const postgres = await startPostgres({ dataDirectory, settings: { fsync: "off" } });
  process.stdout.write(`${JSON.stringify({ url: postgres.url })}\n`);
  for await (const order of process.stdin) {
    if (String(order).trim() === "exit") process.exit(0);
    break;
  }
  await postgres.stop();
} catch (error) {
  process.stdout.write(
    `${JSON.stringify({ error: error instanceof Error ? error.message : String(error) })}\n`,
  );
}
