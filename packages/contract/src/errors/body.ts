import { Closed, MapOf, type Static, Type, Words } from "../schema/type.ts";
import { ERROR_CODES } from "./registry.ts";

/** The body of every answer from 400 on (contract 1, error). */
export const ErrorBody = Closed(
  {
    type: Words(ERROR_CODES),
    message: Type.String(),
    param: Type.Optional(Type.String({ description: "The field or query parameter at fault" })),
    requestId: Type.Optional(Type.String({ description: "What the server's log calls this request" })),
    details: Type.Optional(MapOf({}, { description: "Facts for machines, such as the ids concerned" })),
  },
  {
    title: "Error",
    examples: [{ type: "EXPORT_NOT_FOUND", message: "There is no such export job" }],
  },
);

export type ErrorBody = Static<typeof ErrorBody>;
