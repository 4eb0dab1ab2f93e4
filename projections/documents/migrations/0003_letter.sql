-- The letter of a draft as it was last checked: its digest, the day of the rules, what they found (SM-6).
ALTER TABLE document_cards ADD COLUMN letter jsonb;
