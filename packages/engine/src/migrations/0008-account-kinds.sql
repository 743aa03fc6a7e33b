-- Accounts have a kind (contract section 8), so that a ledger knows where each belongs: asset, liability, equity, revenue
-- or expense. It is the last member of the record's document, as an upsert writes it.
--
-- Targets put the tax codes' accounts among assets and liabilities until now, so those are what they are; all others
-- were, and are, expenses.

UPDATE reference_records account SET doc = left(doc, -1) || CASE
  WHEN EXISTS (SELECT 1 FROM reference_records tax WHERE tax.company_id = account.company_id AND tax.kind = 'tax_code'
    AND tax.doc::json ->> 'ingoingTaxAccountCode' = account.code) THEN ',"kind":"asset"}'
  WHEN EXISTS (SELECT 1 FROM reference_records tax WHERE tax.company_id = account.company_id AND tax.kind = 'tax_code'
    AND tax.doc::json ->> 'outgoingTaxAccountCode' = account.code) THEN ',"kind":"liability"}'
  ELSE ',"kind":"expense"}' END
WHERE account.kind = 'account' AND account.doc::json -> 'kind' IS NULL;
