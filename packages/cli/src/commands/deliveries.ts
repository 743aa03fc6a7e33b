import type { Delivery, DeliveryStatus } from "@ledgerport/sdk";
import type { Command } from "commander";
import { exitCodes } from "../exit-codes.ts";
import type { ServerOptions } from "../server/connection.ts";
import { table } from "../terminal/table.ts";
import { addServerCommand, type Setup, withServer } from "./command.ts";

interface ListOptions extends ServerOptions {
  status?: string;
}

/** `ledgerport webhooks deliveries`. */
export function addDeliveries(webhooks: Command, setup: Setup): void {
  const deliveries = webhooks.command("deliveries").description("What was sent, and what came of it");

  addServerCommand(deliveries, {
    usage: "list <subscriptionId>",
    summary: "List a subscription's deliveries with the outcome of the last attempt (--json: of each)",
    examples: ["webhooks deliveries list 0197a3c2-7900-7b00-8c00-000000000001 --status failed"],
  })
    .option("--status <status>", "only those that are pending, delivered or failed")
    .action((subscriptionId: string, options: ListOptions) =>
      withServer(setup, options, async ({ client, call, print }) => {
        const status = options.status as DeliveryStatus | undefined;
        const filter = status === undefined ? {} : { status };
        const all = await Array.fromAsync(
          client.platform.webhooks.deliveries.listAll(subscriptionId, filter, call),
        );
        print(all, table(["id", "event", "created", "status", "attempts", "last answer"], all.map(rowOf)));
        return exitCodes.ok;
      }),
    );

  addServerCommand(deliveries, {
    usage: "redeliver <id>",
    summary: "Send a delivery again",
    examples: ["webhooks deliveries redeliver 0197a3c2-7b00-7b00-8c00-000000000001"],
  }).action((id: string, options: ServerOptions) =>
    withServer(setup, options, async ({ client, call, print }) => {
      const delivery = await client.platform.webhooks.deliveries.redeliver(id, call);
      print(delivery, "Queued.\n");
      return exitCodes.ok;
    }),
  );
}

function rowOf({ id, eventType, createdAt, status, attempts }: Delivery): string[] {
  const last = attempts.at(-1);
  const answer = last?.statusCode === undefined ? (last?.error ?? "") : String(last.statusCode);
  return [id, eventType, createdAt, status, String(attempts.length), answer];
}
