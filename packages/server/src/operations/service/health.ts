import { ApiError } from "../../errors/api-error.ts";
import type { Call } from "../../http/call.ts";

const OK = { data: { status: "ok" } };

/** GET /health/live: the process runs. */
export async function getLiveness(): Promise<unknown> {
  return OK;
}

/** GET /health/ready: the database answers and no shutdown has begun. */
export async function getReadiness(call: Call): Promise<unknown> {
  if (call.app.isStopping()) throw new ApiError("SERVICE_UNAVAILABLE", "The server is stopping");
  try {
    await call.app.database.ping();
  } catch (error) {
    call.request.log.warn({ err: error }, "the database does not answer");
    throw new ApiError("SERVICE_UNAVAILABLE", "The database does not answer");
  }
  return OK;
}
