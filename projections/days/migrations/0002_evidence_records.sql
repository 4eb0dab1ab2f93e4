-- The evidence record beside each seal and its renewals. Times are microseconds since 1970 UTC.

-- The record that stands, the hash of its last chain, when the newest of its certificates ends, and how often it was renewed.
ALTER TABLE ledger_days ADD COLUMN evidence_record text;
ALTER TABLE ledger_days ADD COLUMN record_hash text;
ALTER TABLE ledger_days ADD COLUMN certificate_ends bigint;
ALTER TABLE ledger_days ADD COLUMN renewals integer NOT NULL DEFAULT 0;

-- One row per renewal of a day's record.
CREATE TABLE day_renewals (
    day         date    NOT NULL,
    position    bigint  NOT NULL,
    recorded_at bigint  NOT NULL,
    method      text    NOT NULL,
    gen_time    bigint  NOT NULL,
    tsa_name    text    NOT NULL,
    tsa_url     text    NOT NULL,
    policy      text    NOT NULL,
    serial      text    NOT NULL,
    test        boolean NOT NULL,
    reason      text    NOT NULL,
    PRIMARY KEY (day, position)
);
