-- A reimbursement names what it settles by externalRef, id or reconciliationId, and shows reconciliation ids (contract
-- section 2, additionalInformation): the names stand in a slot and are looked up when the item is read. The names kept until
-- now are ids, in a list without brackets in it.

UPDATE accounting_entries
SET item_template = regexp_replace(item_template, '"reconciledEntries":(\[[^]]*\])', E'"reconciledEntries":\u0001settled:\\1\u0001')
WHERE type IN ('direct_reimbursement', 'external_reimbursement') AND item_template LIKE '%"reconciledEntries":[%';
