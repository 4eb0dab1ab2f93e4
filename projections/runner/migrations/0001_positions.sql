-- How far each projection is: first table.

-- One row per projection. Its rows and its position move in one transaction: every event counts exactly once.
CREATE TABLE projection_positions (
    name            text        NOT NULL PRIMARY KEY,
    position        bigint      NOT NULL,
    fold_version    integer     NOT NULL,
    state           text        NOT NULL CHECK (state IN ('running', 'failed')),
    failed_position bigint,
    error           text,
    updated_at      timestamptz NOT NULL DEFAULT clock_timestamp()
);
