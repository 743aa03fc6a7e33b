-- Readiness: what an entry lacks for its export is known before anything is sent.
--
-- needs names what the entry's own lines lack or point to in vain: 'account', 'tax_code' and 'tag' (a line without one),
-- and 'account:CODE' (an account that was not in the reference data when the entry came). What became of it since, and
-- all else, is looked up when it is asked for, so that one mended cause clears every entry that waited for it.

ALTER TABLE companies
  ADD COLUMN required_for_export text[] NOT NULL DEFAULT '{}'
    CHECK (required_for_export <@ ARRAY['tax_code', 'tag', 'receipt']),
  -- The last day that nothing can be booked on any more.
  ADD COLUMN books_closed_through date;

ALTER TABLE accounting_entries ADD COLUMN needs jsonb NOT NULL DEFAULT '[]';

-- Entries that are there already point to nothing in vain. In the stored item a line's members follow each other like this.
UPDATE accounting_entries SET needs =
  CASE WHEN item_template LIKE '%"account":null,"tags":%' THEN '["account"]' ELSE '[]' END::jsonb
  || CASE WHEN item_template LIKE '%,"tax":null}%' THEN '["tax_code"]' ELSE '[]' END::jsonb
  || CASE WHEN item_template LIKE '%,"tags":null,"tax":%' THEN '["tag"]' ELSE '[]' END::jsonb
WHERE type IN ('card_purchase', 'card_invoice', 'invoice', 'out_of_pocket', 'mileage', 'per_diem', 'refund', 'chargeback',
  'cashback', 'fee');
