import type { ExportStatus } from "../../src/entries/model.ts";
import type { ItemStatus } from "../../src/items/model.ts";
import type { JobEvent, JobStatus } from "../../src/jobs/model.ts";
import { MODEL_ENTRIES, type Step } from "./job-steps.ts";

interface ModelJob {
  status: JobStatus;
  items: Map<number, ItemStatus>;
  expiresIn: number;
  expiresAt: number;
}

/** What the contract says a company's jobs and entries do (3.1 to 3.4), in memory and with one thing at a time. */
export class JobModel {
  #now = 0;
  readonly #jobs: ModelJob[] = [];
  /** Whether the entry counts as exported; a deleted one is missing. */
  readonly #exported = new Map(Array.from({ length: MODEL_ENTRIES }, (_, at) => [at + 1, false]));

  /** Takes a step; gives "ok" or the code that it is refused with, for updates also each element's error type. */
  take(step: Step): string[] {
    if (step.do === "advance") this.#now += step.seconds;
    this.#expire();
    switch (step.do) {
      case "advance":
      case "sweep":
        return ["ok"];
      case "create":
        return [this.#create([...new Set(step.entries)], step.expiresIn)];
      case "event":
        return [this.#event(this.#jobs.at(-1 - step.job), step.event)];
      case "cancel":
        return [this.#event(this.#jobs.at(-1 - step.job), "failed")];
      case "update":
        return this.#update(this.#jobs.at(-1 - step.job), step.updates);
      case "patch":
      case "reopen":
      case "delete":
        return [this.#touch(step.do, step.entry)];
    }
  }

  jobStatuses(): { status: JobStatus; items: ItemStatus[] }[] {
    return this.#jobs.map((one) => ({ status: one.status, items: [...one.items.values()] }));
  }

  entryStatuses(): ExportStatus[] {
    return [...this.#exported.keys()].map((number) => this.#statusOf(number));
  }

  get #unfinished(): ModelJob | undefined {
    return this.#jobs.find((one) => one.status === "pending" || one.status === "in_progress");
  }

  #statusOf(number: number): ExportStatus {
    const running = this.#unfinished;
    const item = running?.items.get(number) ?? "successful";
    if (running !== undefined && item !== "successful")
      return running.status === "pending" ? "QUEUED" : "EXPORTING";
    return this.#exported.get(number) === true ? "EXPORTED" : "NOT_EXPORTED";
  }

  #expire(): void {
    const running = this.#unfinished;
    if (running !== undefined && running.expiresAt <= this.#now) end(running, "failed");
  }

  #create(entries: number[], expiresIn: number): string {
    if (this.#unfinished !== undefined) return "EXPORT_ALREADY_IN_PROGRESS";
    if (entries.some((number) => !this.#exported.has(number))) return "EXPORT_ENTRY_NOT_FOUND";
    const items = new Map(entries.map((number) => [number, "pending" as const]));
    this.#jobs.push({ status: "pending", items, expiresIn, expiresAt: this.#now + expiresIn });
    return "ok";
  }

  #event(one: ModelJob | undefined, event: JobEvent): string {
    if (one === undefined) return "EXPORT_NOT_FOUND";
    const claim = one.status === "pending" && event === "started";
    const failure = one === this.#unfinished && event === "failed";
    const finish = one.status === "in_progress" && event.startsWith("completed");
    if (!claim && !failure && !finish) return "INVALID_EXPORT_JOB_STATUS_CHANGE";
    if (claim) one.status = "in_progress";
    else end(one, failure ? "failed" : "completed");
    one.expiresAt = this.#now + one.expiresIn;
    return "ok";
  }

  #update(one: ModelJob | undefined, elements: { entry: number; status: ItemStatus }[]): string[] {
    if (one === undefined) return ["EXPORT_NOT_FOUND"];
    if (one !== this.#unfinished) return ["EXPORT_JOB_STATUS_UNPROCESSABLE"];
    one.expiresAt = this.#now + one.expiresIn;
    const seen = new Set<number>();
    const errors = elements.flatMap(({ entry: number, status: next }) => {
      const before = one.items.get(number);
      if (before === undefined) return ["ACCOUNTING_ENTRY_DOES_NOT_EXIST"];
      const repeated = seen.has(number);
      seen.add(number);
      const final = before === "abandoned" || (before === "successful" && next !== "successful");
      if (repeated || final) return ["EXPORT_ENTRY_STATUS_UPDATE_FAILED"];
      one.items.set(number, next);
      if (next === "successful" && before !== "successful") this.#exported.set(number, true);
      return [];
    });
    return ["ok", ...errors];
  }

  #touch(what: "patch" | "reopen" | "delete", number: number): string {
    if (!this.#exported.has(number)) return "ENTRY_NOT_FOUND";
    const now = this.#statusOf(number);
    if (what === "reopen") {
      if (now === "NOT_EXPORTED") return "ENTRY_NOT_EXPORTED";
      if (now !== "EXPORTED") return "ENTRY_LOCKED";
      this.#exported.set(number, false);
    } else {
      if (now !== "NOT_EXPORTED") return "ENTRY_LOCKED";
      if (what === "delete") this.#exported.delete(number);
    }
    return "ok";
  }
}

function end(one: ModelJob, outcome: "failed" | "completed"): void {
  for (const [number, item] of one.items) {
    if (item === "pending" || item === "in_progress") one.items.set(number, "abandoned");
  }
  const whole = [...one.items.values()].every((item) => item === "successful");
  one.status = outcome === "failed" ? "failed" : whole ? "completed" : "completed_with_errors";
}
