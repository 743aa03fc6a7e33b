import { typesWith } from "../entries/types.ts";

const SPEND = quoted(typesWith("spend"));
const WITH_RECEIPT = quoted(typesWith("receipt"));
const WALLET = quoted(typesWith("contraAccount"));
const COMPANY = "FROM companies c WHERE c.id = e.company_id";

function quoted(types: readonly string[]): string {
  return types.map((type) => `'${type}'`).join(", ");
}

/** What a line lacks only if the company demands it. */
function demanded(need: string, type: string, param: string): string {
  return `SELECT '${type}', '${param}', NULL ${COMPANY} AND '${need}' = ANY (c.required_for_export)
    AND e.type IN (${SPEND}) AND e.needs ? '${need}'`;
}

/**
 * Everything that the accounting entry `e` lacks for its export, as rows (type, param, subject): a query to stand in
 * brackets. Nothing of it is stored but the entry's own needs, so a mended cause is gone for all entries at once.
 */
export const PROBLEMS = `
  SELECT 'vendor_unknown' AS type, 'vendorCode' AS param, e.vendor_code AS subject
  WHERE CASE WHEN e.bookkeeping_method = 'accounts_payable' THEN NOT EXISTS (
    SELECT 1 FROM vendors v WHERE v.company_id = e.company_id AND v.state = 'ACTIVE' AND v.code = e.vendor_code)
    AND NOT EXISTS (SELECT 1 FROM vendors v WHERE v.company_id = e.company_id AND v.state = 'ACTIVE' AND v.id =
      CASE WHEN e.vendor_code ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN e.vendor_code::uuid END) END
  UNION ALL
  SELECT 'account_unknown', 'lines.accountCode', nullif(substr(need, 9), '')
  FROM jsonb_array_elements_text(e.needs) AS need
  WHERE (need = 'account' AND e.type IN (${SPEND})) OR (need LIKE 'account:%' AND NOT EXISTS (
    SELECT 1 FROM reference_records r WHERE r.company_id = e.company_id AND r.kind = 'account' AND r.group_code = ''
      AND r.code = substr(need, 9)))
  UNION ALL
  SELECT 'tax_code_unknown', 'lines.taxCode', 'netAmount' WHERE e.needs ? 'tax_code:net'
  UNION ALL ${demanded("tax_code", "tax_code_unknown", "lines.taxCode")}
  UNION ALL ${demanded("tag", "tag_unknown", "lines.tags")}
  UNION ALL
  SELECT 'missing_configuration', 'contraAccounts', e.wallet_currency
  WHERE e.type IN (${WALLET}) AND NOT EXISTS (
    SELECT 1 FROM contra_accounts a WHERE a.company_id = e.company_id AND a.currency = e.wallet_currency)
  UNION ALL
  SELECT 'validation_failure', 'files', NULL ${COMPANY} AND 'receipt' = ANY (c.required_for_export)
    AND e.type IN (${WITH_RECEIPT})
    AND NOT EXISTS (SELECT 1 FROM entry_files f WHERE f.company_id = e.company_id AND f.entry_id = e.id)
  UNION ALL
  SELECT 'accounting_system_validation_failure', 'date', c.books_closed_through::text ${COMPANY}
    AND e.date <= c.books_closed_through`;

/** Problems `p` gathered in one JSON array. */
export const GATHERED = `jsonb_agg(jsonb_build_object('type', p.type, 'param', p.param, 'subject', p.subject)
  ORDER BY p.param, p.subject)`;

/** The problems of `e` as one JSON array, for a list's columns. */
export const PROBLEM_LIST = `(SELECT coalesce(${GATHERED}, '[]') FROM (${PROBLEMS}) AS p)`;
