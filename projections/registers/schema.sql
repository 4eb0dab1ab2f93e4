-- Register books as they are after all migrations. Times are microseconds since 1970 UTC.

-- One row per register of numbers: one per direction, unit and year.
CREATE TABLE registers (
    register_id uuid    NOT NULL PRIMARY KEY,
    direction   text    NOT NULL,
    unit        text    NOT NULL,
    year        integer NOT NULL
);
CREATE INDEX registers_by_book ON registers (direction, year, unit);

-- One row per number ever given; voided ones stay.
CREATE TABLE register_entries (
    register_id      uuid    NOT NULL,
    registration_no  bigint  NOT NULL,
    position         bigint  NOT NULL,
    document_id      uuid    NOT NULL,
    allocated_at     bigint  NOT NULL,
    allocated_by     text    NOT NULL,
    voided           boolean NOT NULL,
    voided_at        bigint,
    voided_by        text,
    void_reason      text,
    PRIMARY KEY (register_id, registration_no)
);
CREATE UNIQUE INDEX register_entries_by_position ON register_entries (position);
CREATE INDEX register_entries_by_document ON register_entries (document_id);
