import { olderExportOperations } from "./export-before-v3.ts";
import { exportV3Operations } from "./export-v3.ts";
import { type Operation, routesOf } from "./operation.ts";
import { fileOperations } from "./files.ts";
import { entryOperations } from "./platform-entries.ts";
import { referenceOperations } from "./platform-reference.ts";
import { tenantOperations } from "./platform-tenants.ts";
import { platformWebhookOperations } from "./platform-webhooks.ts";
import { serviceOperations } from "./service.ts";
import { vendorOperations } from "./vendors.ts";
import { webhookOperations } from "./webhooks.ts";

/** Every operation of the wire. */
export const OPERATIONS: readonly Operation[] = [
  ...exportV3Operations,
  ...olderExportOperations,
  ...vendorOperations,
  ...webhookOperations,
  ...tenantOperations,
  ...referenceOperations,
  ...entryOperations,
  ...fileOperations,
  ...platformWebhookOperations,
  ...serviceOperations,
];

/** Every operation in every version that has it: what a server registers. */
export const ROUTES = OPERATIONS.flatMap(routesOf);
