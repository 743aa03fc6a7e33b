import type { Endpoint } from "../http/endpoint.ts";
import { jsonBody } from "../http/request.ts";
import type { CallOptions } from "../types/common.ts";
import type { ExportJob, ExportJobFailure } from "../types/export-jobs.ts";
import type { ExportApiVersion } from "../types/export-versions.ts";
import { type ExportJobEvent, settleEvent } from "./lost-event.ts";

/** Reads a job back. */
interface JobReader {
  get(jobId: string, call?: CallOptions): Promise<ExportJob>;
}

/**
 * What a worker reports of a whole job. Each call resolves with the job only when its answer was lost and the job,
 * read back, shows that the event took effect; with nothing when the server confirmed it.
 */
export class ExportJobEvents {
  readonly #endpoint: Endpoint;
  readonly #version: ExportApiVersion;
  readonly #jobs: JobReader;

  constructor(endpoint: Endpoint, version: ExportApiVersion, jobs: JobReader) {
    this.#endpoint = endpoint;
    this.#version = version;
    this.#jobs = jobs;
  }

  /**
   * Claims a pending job. Only one worker gets it.
   * @throws InvalidExportJobStatusChangeError when another worker has it, or it is finished.
   * @throws UnknownOutcomeError when the answer was lost and the job is in progress: this claim may have been the one
   * that won, or another worker's.
   */
  started(jobId: string, call?: CallOptions): Promise<ExportJob | undefined> {
    return this.#send("started", jobId, {}, call);
  }

  /**
   * Gives the job up; items that are not finished become abandoned.
   * @throws InvalidExportJobStatusChangeError when the job is finished already.
   */
  failed(jobId: string, failure: ExportJobFailure = {}, call?: CallOptions): Promise<ExportJob | undefined> {
    return this.#send("failed", jobId, failure, call);
  }

  /**
   * Finishes the job; it becomes `completed_with_errors` unless every item is successful.
   * @throws InvalidExportJobStatusChangeError when the job is not in progress.
   */
  completed(jobId: string, call?: CallOptions): Promise<ExportJob | undefined> {
    return this.#send("completed", jobId, {}, call);
  }

  /**
   * Finishes the job; it becomes `completed` when every item is successful.
   * @throws InvalidExportJobStatusChangeError when the job is not in progress.
   */
  completedWithErrors(jobId: string, call?: CallOptions): Promise<ExportJob | undefined> {
    return this.#send("completed_with_errors", jobId, {}, call);
  }

  #send(
    event: ExportJobEvent,
    jobId: string,
    failure: ExportJobFailure,
    call: CallOptions | undefined,
  ): Promise<ExportJob | undefined> {
    return this.#endpoint.doneOnce<ExportJob>(
      {
        method: "POST",
        path: `${this.#version}/export-job-events`,
        body: jsonBody({ event, jobId, companyId: this.#endpoint.companyId, ...failure }),
      },
      {
        doubtfulTypes: ["INVALID_EXPORT_JOB_STATUS_CHANGE"],
        settle: async () => settleEvent(event, await this.#jobs.get(jobId, call)),
      },
      call,
    );
  }
}
