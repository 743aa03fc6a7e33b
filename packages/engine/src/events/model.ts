import type { EventName } from "./names.ts";

/** Something to tell the world, in the transaction in which it happens. */
export interface NewEvent {
  companyId: string;
  type: EventName;
  /** The resource as JSON text, as the API shows it at this moment. */
  data: string;
}

/** Something that happened in a company. */
export interface RecordedEvent {
  /** From 1, without gaps, in the order of the commits. */
  sequence: number;
  id: string;
  type: EventName;
  /** JSON text. */
  data: string;
  createdAt: Date;
}

/** A stretch of a company's events, oldest first. */
export interface EventPage {
  events: RecordedEvent[];
  /** The sequence number from which on every event is kept; one more than `lastSequence` when none is. */
  firstSequence: number;
  /** The newest sequence number given out; 0 before the first event. */
  lastSequence: number;
}
