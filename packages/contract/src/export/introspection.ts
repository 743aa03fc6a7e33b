import { AUTH_METHODS } from "../enums/access.ts";
import { Closed, type Static, Type, Words } from "../schema/type.ts";

/** What a key is and may do (contract 1, Authentication). */
export const Introspection = Closed(
  {
    authMethod: Words(AUTH_METHODS),
    clientId: Type.String(),
    applicationName: Type.String(),
    scope: Type.String({ description: "The scopes, separated by spaces" }),
    subjectURN: Type.String(),
  },
  {
    title: "Introspection",
    examples: [
      {
        authMethod: "API_KEY",
        clientId: "0197a3c2-7800-7b00-8c00-000000000001",
        applicationName: "ERP bridge",
        scope: "export-jobs:read export-jobs:write export-items:read",
        subjectURN: "urn:pleo:company:0197a3c2-5b1e-7c44-9d3a-2f6b8e1c4a70",
      },
    ],
  },
);

export type Introspection = Static<typeof Introspection>;
