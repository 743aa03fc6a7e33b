import type { ListOrder, SortColumn } from "../paging/keyset.ts";
import { fetchPage } from "../paging/list.ts";
import type { Page, PageRequest } from "../paging/page.ts";
import type { Row, Sql } from "../storage/sql.ts";
import type { OperationType, SubscriptionActivity } from "./model.ts";

interface ActivityRow extends Row {
  id: string;
  subscription_id: string;
  actor: string;
  operation_type: OperationType;
  description: string;
  created_at: Date;
}

const ID: SortColumn = { sql: "a.id", type: "uuid" };
const CREATED_AT: SortColumn = { sql: "a.created_at", type: "timestamptz" };
const ORDER: ListOrder = { columns: { id: ID, createdAt: CREATED_AT }, standing: [CREATED_AT, ID] };

export async function insertActivity(sql: Sql, activity: SubscriptionActivity): Promise<void> {
  await sql.query({
    name: "activities.insert",
    text: `INSERT INTO subscription_activities (id, subscription_id, actor, operation_type, description, created_at)
           VALUES ($1, $2, $3, $4, $5, $6)`,
    values: [
      activity.id,
      activity.subscriptionId,
      activity.actor,
      activity.operationType,
      activity.description,
      activity.createdAt,
    ],
  });
}

export function selectActivities(
  sql: Sql,
  subscriptionId: string,
  operationTypes: readonly OperationType[] | undefined,
  page: PageRequest,
): Promise<Page<SubscriptionActivity>> {
  const list = {
    name: "activities.list",
    columns: "a.id, a.subscription_id, a.actor, a.operation_type, a.description, a.created_at",
    from: "subscription_activities a",
    where: "a.subscription_id = $1 AND ($2::text[] IS NULL OR a.operation_type = ANY ($2))",
    values: [subscriptionId, operationTypes ?? null],
    order: ORDER,
  };
  return fetchPage<ActivityRow, SubscriptionActivity>(sql, list, page, (row) => ({
    id: row.id,
    subscriptionId: row.subscription_id,
    actor: row.actor,
    operationType: row.operation_type,
    description: row.description,
    createdAt: row.created_at,
  }));
}
