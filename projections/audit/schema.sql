-- The audit log as it is after all migrations. Times are microseconds since 1970 UTC.

-- One row per event of the ledger, with the fields of the daily report (günlük rapor).
CREATE TABLE audit_entries (
    position      bigint  NOT NULL PRIMARY KEY,
    stream_id     uuid    NOT NULL,
    version       bigint  NOT NULL,
    recorded_at   bigint  NOT NULL,
    occurred_at   bigint  NOT NULL,
    topic         text    NOT NULL,
    known         boolean NOT NULL,
    category      text    NOT NULL,
    actor_id      text    NOT NULL,
    actor_name    text    NOT NULL,
    actor_title   text    NOT NULL,
    actor_unit    text    NOT NULL,
    acting_for    text,
    client        text    NOT NULL,
    address       text,
    session       text,
    element_type  text    NOT NULL,
    element_id    text,
    element_label text,
    outcome       text    NOT NULL,
    rule_id       text,
    reason        text,
    document_ids  uuid[]  NOT NULL
);
CREATE INDEX audit_entries_by_actor ON audit_entries (actor_id, position);
CREATE INDEX audit_entries_by_topic ON audit_entries (topic, position);
CREATE INDEX audit_entries_by_category ON audit_entries (category, position);
CREATE INDEX audit_entries_not_ok ON audit_entries (outcome, position) WHERE outcome <> 'ok';

-- The same, by document: an event may concern many.
CREATE TABLE audit_documents (
    document_id uuid   NOT NULL,
    position    bigint NOT NULL,
    PRIMARY KEY (document_id, position)
);
