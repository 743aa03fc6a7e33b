-- A line whose net differs from its amount, without a tax code, is not ready (contract section 8, Tax): needs says so of
-- new entries by 'tax_code:net', and here of those that are there.
--
-- Read from the stored item, where a line's members follow each other like this; a slot stands between two U+0001.

UPDATE accounting_entries e SET needs = (e.needs - 'tax_code')
  || CASE WHEN lines.some_whole THEN '["tax_code"]' ELSE '[]' END::jsonb || '["tax_code:net"]'
FROM (
  SELECT t.company_id, t.id, bool_or(line[1] <> line[2]) AS some_taxed, bool_or(line[1] = line[2]) AS some_whole
  FROM accounting_entries t CROSS JOIN LATERAL regexp_matches(t.item_template,
    '"lineAmount":(\{"inSupplierCurrency":\{[^}]*\},"inWalletCurrency":\{[^}]*\}\})'
    ',"netAmount":(\{"inSupplierCurrency":\{[^}]*\},"inWalletCurrency":\{[^}]*\}\})'
    ',"account":(?:null|\u0001[^\u0001]*\u0001),"tags":(?:null|\u0001[^\u0001]*\u0001),"tax":null\}', 'g') AS line
  WHERE t.item_template LIKE '%,"tax":null}%'
  GROUP BY t.company_id, t.id
) AS lines
WHERE e.company_id = lines.company_id AND e.id = lines.id AND lines.some_taxed;
