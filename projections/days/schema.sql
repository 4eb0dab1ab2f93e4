-- Days of the ledger as they are after all migrations. Times are microseconds since 1970 UTC.

-- One row: the book these days belong to.
CREATE TABLE ledger_books (
    institution text NOT NULL PRIMARY KEY,
    origin      text NOT NULL,
    public_key  text NOT NULL,
    first_day   date NOT NULL,
    opened_at   bigint NOT NULL
);

-- One row per day that has events or a statement; what its seal says, and what went wrong.
CREATE TABLE ledger_days (
    day                  date    NOT NULL PRIMARY KEY,
    events_seen          bigint  NOT NULL,
    seen_first           bigint,
    seen_last            bigint,
    sequence             bigint,
    first_position       bigint,
    last_position        bigint,
    event_count          bigint,
    report               text,
    stream_count         bigint,
    stream_root          text,
    closed_at            bigint,
    closed_position      bigint,
    checkpoint           text,
    token                text,
    imprint_algorithm    text,
    tsa_name             text,
    tsa_url              text,
    gen_time             bigint,
    policy               text,
    serial               text,
    test                 boolean NOT NULL,
    late                 boolean NOT NULL,
    sealed_at            bigint,
    sealed_position      bigint,
    failures             integer NOT NULL,
    last_failure_at      bigint,
    last_failure_code    text,
    last_failure_message text,
    evidence_record      text,
    record_hash          text,
    certificate_ends     bigint,
    renewals             integer NOT NULL DEFAULT 0
);

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

-- One row per failed try to seal a day.
CREATE TABLE day_failures (
    day         date   NOT NULL,
    position    bigint NOT NULL,
    recorded_at bigint NOT NULL,
    tsa_name    text   NOT NULL,
    tsa_url     text   NOT NULL,
    reason_code text   NOT NULL,
    message     text   NOT NULL,
    PRIMARY KEY (day, position)
);
