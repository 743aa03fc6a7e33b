import type * as wire from "@ledgerport/contract";
import type { AllPages, Paging } from "../common.ts";
import type { Tolerant } from "../tolerant.ts";
import type { TenantSortingKey } from "./tenants.ts";

/** What a key may do. */
export type Scope = wire.Scope;

/** An API key, without its secret. */
export type ApiKey = Tolerant<wire.ApiKey>;
/** A new API key, with its secret `key`: the only time it is shown. */
export type CreatedApiKey = Tolerant<wire.ApiKeyCreated>;
/** A new key of one company or of one organisation. */
export type CreateApiKey = wire.ApiKeyCreate;

/** A page of keys. */
export type ListKeys = Paging<TenantSortingKey>;
/** All keys, page by page. */
export type ListAllKeys = AllPages<TenantSortingKey>;
