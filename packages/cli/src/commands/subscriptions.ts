import type { Command } from "commander";
import { exitCodes } from "../exit-codes.ts";
import type { ServerOptions } from "../server/connection.ts";
import { facts, table } from "../terminal/table.ts";
import { addServerCommand, type Setup, withServer } from "./command.ts";

interface CreateOptions extends ServerOptions {
  event: string[];
}

/** `ledgerport webhooks subscriptions`. */
export function addSubscriptions(webhooks: Command, setup: Setup): void {
  const subscriptions = webhooks.command("subscriptions").description("Who is told of events");

  addServerCommand(subscriptions, {
    usage: "list",
    summary: "List the subscriptions that the key may see",
    examples: ["webhooks subscriptions list"],
  }).action((options: ServerOptions) =>
    withServer(setup, options, async ({ client, call, print }) => {
      const all = await Array.fromAsync(client.webhooks.subscriptions.listAll({}, call));
      const rows = all.map((one) => [one.id, one.status, one.endpointUrl, one.eventTypes.join(" ")]);
      print(all, table(["id", "status", "endpoint", "events"], rows));
      return exitCodes.ok;
    }),
  );

  addServerCommand(subscriptions, {
    usage: "create <url>",
    summary: "Subscribe, and print the secret that deliveries will be signed with",
    examples: [
      "webhooks subscriptions create https://erp.example/hooks --event v1.export-job.created v1.export-job.failed",
    ],
  })
    .requiredOption("--event <names...>", "the events to be told of, by the names they are to carry")
    .action((endpointUrl: string, options: CreateOptions) =>
      withServer(setup, options, async ({ client, call, print }) => {
        const { subscriptions: api } = client.webhooks;
        const made = await api.create({ endpointUrl, eventTypes: options.event }, call);
        const secretKey = await api.secret(made.id, call);
        print({ ...made, secretKey }, facts({ subscription: made.id, secret: secretKey }));
        return exitCodes.ok;
      }),
    );

  addServerCommand(subscriptions, {
    usage: "delete <id>",
    summary: "End a subscription",
    examples: ["webhooks subscriptions delete 0197a3c2-7900-7b00-8c00-000000000001"],
  }).action((id: string, options: ServerOptions) =>
    withServer(setup, options, async ({ client, call, print }) => {
      await client.webhooks.subscriptions.delete(id, call);
      print({ id, deleted: true }, "Deleted.\n");
      return exitCodes.ok;
    }),
  );
}
