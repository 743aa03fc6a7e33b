export { DirectoryInUseError, PostgresError } from "./postgres-error.ts";
export { startPostgres } from "./start.ts";
export type { PostgresOptions, RunningPostgres } from "./start.ts";
