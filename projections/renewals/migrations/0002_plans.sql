-- What the events of signatures plan next, and in which order the queue takes it.

ALTER TABLE renewals ADD COLUMN next_level text;
ALTER TABLE renewals ADD COLUMN weakens bigint;
ALTER TABLE renewals ADD COLUMN urgency bigint;
DROP INDEX renewals_due;
CREATE INDEX renewals_due ON renewals (urgency, signature_id) WHERE target_level IS NOT NULL;
