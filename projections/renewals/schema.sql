-- What is due for signatures, as it is after all migrations. Times are microseconds since 1970 UTC.

-- One row per signature: what it is, what is due next and why, and how the tries went.
CREATE TABLE renewals (
    signature_id         uuid    NOT NULL PRIMARY KEY,
    document_id          uuid,
    purpose              text,
    signer               text,
    level                text,
    digest               text,
    size                 bigint,
    content_digest       text,
    indication           text,
    sub_indication       text,
    intact               boolean,
    judged_at            bigint,
    attached_at          bigint,
    certificate_ends     bigint,
    stamped_at           bigint,
    stated_due           bigint,
    target_level         text,
    due_reason           text    NOT NULL,
    earliest             bigint,
    latest               bigint,
    attempts             integer NOT NULL,
    last_failure_code    text,
    last_failure_message text,
    last_failure_at      bigint,
    retry_at             bigint,
    raised_at            bigint,
    tsa                  text,
    test                 boolean NOT NULL,
    last_position        bigint  NOT NULL,
    next_level           text,
    weakens              bigint,
    urgency              bigint
);
CREATE INDEX renewals_due ON renewals (urgency, signature_id) WHERE target_level IS NOT NULL;
CREATE INDEX renewals_by_document ON renewals (document_id);

-- One row per event of a signature's life.
CREATE TABLE renewal_history (
    signature_id uuid   NOT NULL,
    position     bigint NOT NULL,
    recorded_at  bigint NOT NULL,
    topic        text   NOT NULL,
    level        text,
    digest       text,
    tsa          text,
    gen_time     bigint,
    test         boolean,
    indication   text,
    reason_code  text,
    message      text,
    attempt      integer,
    retry_at     bigint,
    PRIMARY KEY (signature_id, position)
);
