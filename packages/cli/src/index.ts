export { type ExitCode, exitCodes } from "./exit-codes.ts";
export { mappingSchema } from "./mapping/json-schema.ts";
export { run } from "./run.ts";
export type { Io } from "./terminal/io.ts";
