import type { TestDatabase } from "@ledgerport/testkit";
import { claimDeliveries, recordAttempts } from "../../src/deliveries/worker.ts";
import type {
  AfterAttempt,
  Attempt,
  ClaimRequest,
  ClaimedDelivery,
  Delivery,
  DisabledSubscription,
} from "../../src/deliveries/model.ts";
import { listDeliveries } from "../../src/deliveries/queries.ts";
import { emitEvent } from "../../src/events/commands.ts";
import type { EventPage } from "../../src/events/model.ts";
import type { EventName } from "../../src/events/names.ts";
import { listEvents } from "../../src/events/queries.ts";
import { createSubscription } from "../../src/subscriptions/commands.ts";
import type { Subscription, SubscriptionDraft, SubscriptionOwner } from "../../src/subscriptions/model.ts";
import { createCompany, createOrganisation } from "../../src/tenants/commands.ts";

/** A draft that passes every check. */
export const draft = (changes: Partial<SubscriptionDraft> = {}): SubscriptionDraft => ({
  endpointUrl: "https://erp.example/hooks",
  eventTypes: ["v1.export-job.created"],
  ...changes,
});

const succeeded = { durationMs: 5, statusCode: 204, responseExcerpt: "", error: null };

/** Short ways to subscribe, to let things happen, and to play the server that delivers. */
export class Subscriber {
  readonly db: TestDatabase;

  constructor(db: TestDatabase) {
    this.db = db;
  }

  async company(organisationId?: string): Promise<string> {
    const input = { name: "Works", defaultCurrency: "EUR", organisationId };
    return (await this.db.database.write("system", "admin", (tx) => createCompany(tx, input))).id;
  }

  async organisation(): Promise<string> {
    const made = this.db.database.write("system", "admin", (tx) => createOrganisation(tx, { name: "Group" }));
    return (await made).id;
  }

  subscribe(owner: SubscriptionOwner, changes: Partial<SubscriptionDraft> = {}): Promise<Subscription> {
    const input = { owner, draft: draft(changes), rules: { allowHttp: false } };
    return this.db.database.write("system", "key:test", (tx) => createSubscription(tx, input));
  }

  emit(companyId: string, type: EventName = "export-job.created", data = '{"a":1}'): Promise<void> {
    return this.db.database.write({ companyId }, "key:test", (tx) =>
      emitEvent(tx, { companyId, type, data }),
    );
  }

  events(companyId: string, after = 0, limit = 1000): Promise<EventPage> {
    return this.db.database.read({ companyId }, (sql) => listEvents(sql, { companyId, after, limit }));
  }

  async deliveries({ id }: Pick<Subscription, "id">): Promise<Delivery[]> {
    const page = { limit: 10_000, sort: [] };
    return (await this.db.database.read("system", (sql) => listDeliveries(sql, { id, page }))).rows;
  }

  claim(changes: Partial<ClaimRequest> = {}): Promise<ClaimedDelivery[]> {
    const usual: ClaimRequest = { limit: 1000, perSubscription: 1000, leaseSeconds: 30, envelope: "both" };
    return claimDeliveries(this.db.database, { ...usual, ...changes });
  }

  record(
    delivery: ClaimedDelivery,
    next: AfterAttempt,
    attempt: Partial<Attempt> = {},
  ): Promise<DisabledSubscription[]> {
    const result = { delivery, attempt: { at: this.db.clock.now(), ...succeeded, ...attempt }, next };
    return recordAttempts(this.db.database, [result]);
  }
}
