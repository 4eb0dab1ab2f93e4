-- Views of documents as they are after all migrations. Times are microseconds since 1970 UTC.

-- One row per document: its card. Lists inside are JSON; sort keys compare by bytes.
CREATE TABLE document_cards (
    document_id          uuid    NOT NULL PRIMARY KEY,
    first_position       bigint  NOT NULL,
    last_position        bigint  NOT NULL,
    version              bigint  NOT NULL,
    direction            text    NOT NULL,
    state                text    NOT NULL,
    medium               text,
    medium_ground        text,
    document_type        text,
    language             text,
    subject              text,
    unit                 text,
    document_no          text,
    registration_no      bigint,
    register_id          uuid,
    file_code            text,
    verification_code    text,
    classification       text,
    classification_ends  text,
    urgency              text    NOT NULL,
    due_duration         text,
    due_at               bigint,
    document_date        text,
    dated_at             bigint,
    opened_at            bigint  NOT NULL,
    received_at          bigint,
    registered_at        bigint,
    acceptance_deadline  bigint,
    filed_at             bigint,
    counterparty         text,
    counterparties       integer NOT NULL,
    sender_no            text,
    drafter_id           text    NOT NULL,
    drafter_name         text    NOT NULL,
    holder_id            text,
    holder_name          text,
    holder_unit          text,
    file_id              text,
    retention_years      integer,
    disposition_code     text,
    answered_by          uuid,
    answered_by_no       text,
    verdict              text,
    channel              text,
    package_id           text,
    signature_count      integer NOT NULL,
    signature_level      text,
    cancelled            boolean NOT NULL,
    content_digest       text,
    body                 jsonb,
    package              jsonb,
    enclosures           jsonb   NOT NULL,
    document_references  jsonb   NOT NULL,
    recipients           jsonb   NOT NULL,
    initials             jsonb   NOT NULL,
    signers              jsonb   NOT NULL,
    signatures           jsonb   NOT NULL,
    findings             jsonb   NOT NULL,
    subject_key          text    COLLATE "C" NOT NULL,
    counterparty_key     text    COLLATE "C" NOT NULL,
    search_key           text    NOT NULL,
    rejection            jsonb,
    letter               jsonb
);
CREATE UNIQUE INDEX document_cards_by_position ON document_cards (first_position);
CREATE INDEX document_cards_by_subject ON document_cards (subject_key, document_id);
CREATE INDEX document_cards_by_counterparty ON document_cards (counterparty_key, document_id);
CREATE INDEX document_cards_by_number ON document_cards (document_no) WHERE document_no IS NOT NULL;
CREATE INDEX document_cards_by_sender_no ON document_cards (sender_no) WHERE sender_no IS NOT NULL;
CREATE INDEX document_cards_by_code ON document_cards (verification_code) WHERE verification_code IS NOT NULL;
CREATE INDEX document_cards_by_package ON document_cards (package_id) WHERE package_id IS NOT NULL;

-- One row per event in the life of a document and of its signatures.
CREATE TABLE document_history (
    document_id uuid   NOT NULL,
    position    bigint NOT NULL,
    version     bigint NOT NULL,
    recorded_at bigint NOT NULL,
    occurred_at bigint NOT NULL,
    topic       text   NOT NULL,
    known       boolean NOT NULL,
    actor_id    text   NOT NULL,
    actor_name  text   NOT NULL,
    actor_title text   NOT NULL,
    actor_unit  text   NOT NULL,
    acting_for  text,
    reason      text,
    changes     json   NOT NULL,
    payload     json   NOT NULL,
    PRIMARY KEY (document_id, position)
);

-- Which document a signature belongs to.
CREATE TABLE document_signatures (
    signature_id uuid NOT NULL PRIMARY KEY,
    document_id  uuid NOT NULL
);
