import type { Command } from "commander";
import { exitCodes, type ExitCode, UsageError } from "../exit-codes.ts";
import type { ServerOptions } from "../server/connection.ts";
import type { Receiver } from "../webhooks/forward.ts";
import { type Forwarded, listen } from "../webhooks/listen.ts";
import { PlaceFile } from "../webhooks/place.ts";
import { newSecret, usableSecret } from "../webhooks/secret.ts";
import { trigger, TRIGGERABLE } from "../webhooks/trigger.ts";
import { addServerCommand, type ServerContext, type Setup, wholeNumber, withServer } from "./command.ts";
import { addDeliveries } from "./deliveries.ts";
import { addSubscriptions } from "./subscriptions.ts";

interface ListenOptions extends ServerOptions {
  forwardTo: string;
  secret?: string;
  after?: string;
  place?: string;
  every: string;
  apiVersion: string;
}

interface TriggerOptions extends ServerOptions {
  entries: string;
}

/** `ledgerport webhooks`. */
export function addWebhooks(program: Command, setup: Setup): void {
  const webhooks = program.command("webhooks").description("Events: forward, bring about, subscribe to");

  addServerCommand(webhooks, {
    usage: "listen",
    summary:
      "Pull the company's events and forward them, signed, to a receiver that needs no public address, until interrupted",
    examples: [
      "webhooks listen --forward-to http://127.0.0.1:8080/hooks",
      "webhooks listen --forward-to http://127.0.0.1:8080/hooks --place events.place --secret whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    ],
  })
    .requiredOption("--forward-to <url>", "where the events go")
    .option("--secret <secret>", "whsec_ and base64, to sign with; without it a new one is made and printed")
    .option("--after <number>", "forward what came after this event; without it, what happens from now on")
    .option(
      "--place <file>",
      "keep the number of the last event in this file, and go on from it the next time",
    )
    .option("--every <seconds>", "seconds between two looks for events", "1")
    .option("--api-version <version>", "the version in the events' names: v1, v2 or v3", "v1")
    .action((options: ListenOptions) =>
      withServer(setup, options, (context) => listenAndForward(context, options)),
    );

  addServerCommand(webhooks, {
    usage: "trigger <event>",
    summary: `Bring an event about, with real objects of the company: ${TRIGGERABLE.join(", ")}`,
    examples: ["webhooks trigger export-job.created --entries 3", "webhooks trigger v1.export-job.completed"],
  })
    .option("--entries <number>", "export-job.created: how many entries that are not exported", "1")
    .action((event: string, options: TriggerOptions) =>
      withServer(setup, options, async ({ client, call, companyId, print }) => {
        const entries = wholeNumber(options.entries, "--entries", 1);
        const changed = await trigger(event, { client, call, companyId, entries });
        print(changed, `${changed.id} is ${"status" in changed ? changed.status : changed.state}\n`);
        return exitCodes.ok;
      }),
    );

  addSubscriptions(webhooks, setup);
  addDeliveries(webhooks, setup);
}

async function listenAndForward(context: ServerContext, options: ListenOptions): Promise<ExitCode> {
  const { client, call, io } = context;
  const receiver: Receiver = {
    url: addressOf(options.forwardTo),
    secret: options.secret === undefined ? newSecret() : await usableSecret(options.secret),
    version: versionOf(options.apiVersion),
    clock: io.clock,
  };
  const everyMs = wholeNumber(options.every, "--every", 1) * 1000;
  const companyId = await context.companyId();
  const place = options.place === undefined ? undefined : new PlaceFile(options.place, companyId);
  const after = await startOf(context, companyId, options.after, await place?.read());
  io.err(`Forwarding the company's events after number ${after} to ${receiver.url}; Ctrl-C stops.\n`);
  if (options.secret === undefined) io.err(`Secret: ${receiver.secret}\n`);
  try {
    await place?.write(after);
    return await listen({
      client,
      companyId,
      receiver,
      after,
      everyMs,
      call,
      async onForwarded(forwarded) {
        await place?.write(forwarded.event.sequence);
        printForwarded(context, forwarded);
      },
      onProblem: (message) => io.err(`${message}\n`),
    });
  } catch (error) {
    if (call.signal?.aborted !== true) throw error;
    return exitCodes.ok;
  }
}

/** The last event not to forward. Throws UsageError for one that has not happened. */
async function startOf(
  { client, call }: ServerContext,
  companyId: string,
  given: string | undefined,
  kept: number | undefined,
): Promise<number> {
  const { lastSequence } = await client.platform.events.list(companyId, { limit: 1 }, call);
  const after = kept ?? (given === undefined ? lastSequence : wholeNumber(given, "--after", 0));
  if (after <= lastSequence) return after;
  throw new UsageError(`Event ${after} has not happened: the company's newest is number ${lastSequence}`);
}

function addressOf(text: string): string {
  const url = URL.parse(text);
  if (url !== null && (url.protocol === "http:" || url.protocol === "https:") && url.username === "") {
    return url.href;
  }
  throw new UsageError(`--forward-to must be an http or https address without credentials, not "${text}"`);
}

function versionOf(text: string): string {
  if (/^v[1-3]$/.test(text)) return text;
  throw new UsageError(`--api-version must be v1, v2 or v3, not "${text}"`);
}

/** One line for each event, also with `--json`: nobody waits for the end. */
function printForwarded({ print }: ServerContext, { event, status, attempts }: Forwarded): void {
  const { sequence, eventId, eventType, data } = event;
  const subject = typeof data === "object" && data !== null && "id" in data ? ` ${String(data.id)}` : "";
  const tries = attempts === 1 ? "" : `, attempt ${attempts}`;
  print(
    { sequence, eventId, eventType, status, attempts },
    `${sequence} ${eventType}${subject} -> ${status}${tries}\n`,
  );
}
