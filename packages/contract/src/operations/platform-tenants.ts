import {
  Company,
  CompanyCreate,
  CompanyPatch,
  Organisation,
  OrganisationCreate,
} from "../platform/tenants.ts";
import { ApiKey, ApiKeyCreate, ApiKeyCreated } from "../platform/tenants.ts";
import { Uuid } from "../schema/primitives.ts";
import { Type } from "../schema/type.ts";
import { NO_CONTENT, created, define, found, ids, json, listed, patch } from "./define.ts";

const read = { versions: [], api: "platform", scope: "platform:read" } as const;
const write = { versions: [], api: "platform", scope: "platform:write" } as const;
const SORTING_KEYS = ["name", "createdAt", "id"];

const organisations = [
  define({
    ...write,
    id: "createOrganisation",
    method: "POST",
    path: "/platform/v1/organisations",
    tags: ["Organisations"],
    summary: "Create an organisation",
    body: json(OrganisationCreate),
    success: created(Organisation),
  }),
  define({
    ...read,
    id: "listOrganisations",
    method: "GET",
    path: "/platform/v1/organisations",
    tags: ["Organisations"],
    summary: "List the organisations that the key can see",
    sortingKeys: SORTING_KEYS,
    success: listed(Organisation),
  }),
  define({
    ...read,
    id: "getOrganisation",
    method: "GET",
    path: "/platform/v1/organisations/{id}",
    tags: ["Organisations"],
    summary: "Get an organisation",
    params: ids("id"),
    success: found(Organisation),
    errors: ["ORGANISATION_NOT_FOUND"],
  }),
];

const companies = [
  define({
    ...write,
    id: "createCompany",
    method: "POST",
    path: "/platform/v1/companies",
    tags: ["Companies"],
    summary: "Create a company",
    body: json(CompanyCreate),
    success: created(Company),
    errors: ["ORGANISATION_NOT_FOUND", "COMPANY_ALREADY_EXISTS"],
  }),
  define({
    ...read,
    id: "listCompanies",
    method: "GET",
    path: "/platform/v1/companies",
    tags: ["Companies"],
    summary: "List the companies that the key can see",
    filters: { organisation_id: Type.Optional({ ...Uuid, description: "Those of this organisation" }) },
    sortingKeys: SORTING_KEYS,
    success: listed(Company),
    errors: ["ORGANISATION_NOT_FOUND"],
  }),
  define({
    ...read,
    id: "getCompany",
    // A ledger needs to know through when the books are closed.
    orScope: "export-items:read",
    method: "GET",
    path: "/platform/v1/companies/{id}",
    tags: ["Companies"],
    summary: "Get a company",
    company: "path",
    params: ids("id"),
    success: found(Company),
  }),
  define({
    ...write,
    id: "updateCompany",
    method: "PATCH",
    path: "/platform/v1/companies/{id}",
    tags: ["Companies"],
    summary: "Change a company",
    company: "path",
    params: ids("id"),
    body: patch(CompanyPatch, ["booksClosedThrough"]),
    success: found(Company),
  }),
];

const keys = [
  define({
    ...write,
    id: "createApiKey",
    method: "POST",
    path: "/platform/v1/keys",
    tags: ["Keys"],
    summary: "Create an API key",
    description: "The answer is the only place where the key itself is ever shown.",
    body: json(ApiKeyCreate),
    success: created(ApiKeyCreated),
    errors: ["COMPANY_NOT_FOUND", "ORGANISATION_NOT_FOUND"],
  }),
  define({
    ...read,
    id: "listApiKeys",
    method: "GET",
    path: "/platform/v1/keys",
    tags: ["Keys"],
    summary: "List the API keys",
    sortingKeys: SORTING_KEYS,
    success: listed(ApiKey),
  }),
  define({
    ...write,
    id: "revokeApiKey",
    method: "DELETE",
    path: "/platform/v1/keys/{id}",
    tags: ["Keys"],
    summary: "Revoke an API key",
    params: ids("id"),
    success: NO_CONTENT,
    errors: ["KEY_NOT_FOUND"],
  }),
];

/** Organisations, companies and keys (contract 6). */
export const tenantOperations = [...organisations, ...companies, ...keys];
