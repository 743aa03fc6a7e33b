import type { Endpoint } from "../http/endpoint.ts";
import { pagingQuery } from "../http/paging-query.ts";
import { jsonBody, segment } from "../http/request.ts";
import { allPages } from "../paging/all-pages.ts";
import type { CallOptions, Page } from "../types/common.ts";
import type {
  ActivateVendor,
  CreateVendor,
  ReplaceVendor,
  SearchAllVendors,
  SearchVendors,
  Vendor,
  VendorFilter,
} from "../types/vendors.ts";
import { findCreatedVendor } from "./created-vendor.ts";

const PATH = "v1/vendors";

/** The vendors of the client's company (contract 5). */
export class Vendors {
  readonly #endpoint: Endpoint;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  /**
   * Creates a vendor. After a lost connection the vendors are read back: the new one is returned when it is there, else
   * the request is sent again.
   * @throws VendorAlreadyExistsError when another vendor has the code or the external id.
   * @throws UnknownOutcomeError when the answer was lost and reading back failed.
   */
  create(draft: CreateVendor, call?: CallOptions): Promise<Vendor> {
    return this.#endpoint.dataOnce<Vendor>(
      { method: "POST", path: PATH, body: jsonBody({ companyId: this.#endpoint.companyId, ...draft }) },
      {
        doubtfulTypes: ["VENDOR_ALREADY_EXISTS"],
        settle: (since) => findCreatedVendor(this, draft, since, call),
      },
      call,
    );
  }

  /** One vendor. */
  get(id: string, call?: CallOptions): Promise<Vendor> {
    return this.#endpoint.data({ method: "GET", path: pathOf(id), query: this.#endpoint.company() }, call);
  }

  /** Replaces a vendor's data: what is left out is gone. */
  replace(id: string, vendor: ReplaceVendor, call?: CallOptions): Promise<Vendor> {
    const body = jsonBody({ companyId: this.#endpoint.companyId, ...vendor });
    return this.#endpoint.data({ method: "PUT", path: pathOf(id), body }, call);
  }

  /** Says how the accounting system knows a vendor. The same again changes nothing, so it may be sent again. */
  activate(id: string, known: ActivateVendor, call?: CallOptions): Promise<void> {
    const query = this.#endpoint.company();
    return this.#endpoint.done(
      { method: "POST", path: `${pathOf(id)}:activate`, query, body: jsonBody(known) },
      call,
    );
  }

  /** Books to a vendor no more. */
  archive(id: string, call?: CallOptions): Promise<void> {
    return this.#endpoint.done(
      { method: "POST", path: `${pathOf(id)}:archive`, query: this.#endpoint.company() },
      call,
    );
  }

  /** A page of the vendors that fit every list that is given. */
  search(input: SearchVendors = {}, call?: CallOptions): Promise<Page<Vendor>> {
    return this.#endpoint.page(
      {
        method: "POST",
        path: `${PATH}:search`,
        query: { ...this.#endpoint.company(), ...pagingQuery(input) },
        body: jsonBody(filterOf(input)),
      },
      call,
    );
  }

  /** All vendors that fit every list that is given. */
  searchAll(input: SearchAllVendors = {}, call?: CallOptions): AsyncGenerator<Vendor, void, undefined> {
    return allPages(input, (next) => this.search({ ...input, ...next }, call));
  }
}

/** Paging goes into the query, the rest into the body. */
function filterOf(input: SearchVendors): VendorFilter {
  const { accountingSystems, codes, countries, externalIds, ids, name, states, taxRegistrationNumbers } =
    input;
  return { accountingSystems, codes, countries, externalIds, ids, name, states, taxRegistrationNumbers };
}

function pathOf(id: string): string {
  return `${PATH}/${segment(id)}`;
}
