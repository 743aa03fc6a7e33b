/**
 * Who caused a change, as it is written into the history: an API key (`key:<id>`),
 * the operator's admin key (`admin`) or the engine itself (`system:expiry`).
 */
export type Actor = `key:${string}` | "admin" | `system:${string}`;
