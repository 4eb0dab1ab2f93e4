-- What was told to the sender of a package that was sent back (SM-35).
ALTER TABLE document_cards ADD COLUMN rejection jsonb;
