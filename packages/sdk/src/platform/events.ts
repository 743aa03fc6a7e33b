import { LedgerportError } from "../errors/base.ts";
import type { Endpoint } from "../http/endpoint.ts";
import { segment } from "../http/request.ts";
import type { CallOptions } from "../types/common.ts";
import type { CompanyEvent, CompanyEvents, ListAllEvents, ListEvents } from "../types/platform/webhooks.ts";

/** As many as the server gives at once. */
const LARGEST_PAGE = 1_000;

/** What happened in companies, numbered without gaps: to catch up by pulling, and to prove that nothing is missed. */
export class Events {
  readonly #endpoint: Endpoint;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  /** A stretch of a company's events, oldest first. */
  list(companyId: string, input: ListEvents = {}, call?: CallOptions): Promise<CompanyEvents> {
    return this.#endpoint.answer(
      {
        method: "GET",
        path: `platform/v1/companies/${segment(companyId)}/events`,
        query: { after: input.after, limit: input.limit },
      },
      call,
    );
  }

  /**
   * All of a company's events after a number, or all that are kept when none is given. Ends without waiting for more
   * when it has given the newest: go on later from its `sequence`.
   * @throws LedgerportError when numbers are missing because the server has dropped old events.
   */
  async *listAll(
    companyId: string,
    input: ListAllEvents = {},
    call?: CallOptions,
  ): AsyncGenerator<CompanyEvent, void, undefined> {
    const limit = input.pageSize ?? LARGEST_PAGE;
    let { after } = input;
    for (;;) {
      const page = await this.list(companyId, { after: after ?? 0, limit }, call);
      after ??= page.firstSequence - 1;
      if (page.firstSequence > after + 1) throw gap(after, page.firstSequence);
      for (const event of page.data) {
        if (event.sequence !== after + 1) throw gap(after, event.sequence);
        after = event.sequence;
        yield event;
      }
      if (after >= page.lastSequence) return;
    }
  }
}

function gap(after: number, firstSequence: number): LedgerportError {
  return new LedgerportError(
    `Events after number ${after} are missing: the server has them from number ${firstSequence} on.`,
  );
}
