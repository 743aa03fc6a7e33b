/** What can happen, without the version that a subscriber asks for it by (contract section 4). */
export const EVENT_NAMES = [
  "export-job.created",
  "export-job.started",
  "export-job.completed",
  "export-job.completed_with_errors",
  "export-job.failed",
  "vendor.created",
] as const;

export type EventName = (typeof EVENT_NAMES)[number];

const VERSIONS = ["v1", "v2", "v3"];

/** The older spelling: `export.job-created` for `export-job.created`; null where there was none. */
function olderSpelling(name: EventName): string | null {
  return name.startsWith("export-job.") ? name.replace("export-job.", "export.job-") : null;
}

/** Every name by which an event can be subscribed: in each version, the older spelling included. */
export function subscribableNames(name: EventName): string[] {
  const spellings = [name, olderSpelling(name)].filter((spelling) => spelling !== null);
  return spellings.flatMap((spelling) => VERSIONS.map((version) => `${version}.${spelling}`));
}

/** The name under which an event is shown where nobody has subscribed it: `v1.export-job.created`. */
export function publicName(name: EventName): string {
  return `v1.${name}`;
}

const BY_SUBSCRIBED_NAME: ReadonlyMap<string, EventName> = new Map(
  EVENT_NAMES.flatMap((name) => subscribableNames(name).map((subscribed) => [subscribed, name] as const)),
);

/** The event behind a name that a subscriber gives; undefined for a name that means nothing. */
export function eventNamed(subscribed: string): EventName | undefined {
  return BY_SUBSCRIBED_NAME.get(subscribed);
}
