-- The tables of the ledger, all owned by {owner_role}; the application may only read them.
SET LOCAL ROLE {owner_role};

-- Positions per partition; fixed for the life of a ledger.
CREATE FUNCTION partition_size() RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN {partition_size}::bigint;

-- Every event, once, in the order of commit. notification_id is the position: from 1, without gaps.
CREATE TABLE events (
    notification_id    bigint      NOT NULL,
    originator_id      uuid        NOT NULL,
    originator_version bigint      NOT NULL,
    recorded_at        timestamptz NOT NULL,
    topic              text        NOT NULL,
    state              bytea       NOT NULL,
    leaf               bytea       NOT NULL,
    PRIMARY KEY (notification_id)
) PARTITION BY RANGE (notification_id);
-- A stream's events lie between the positions that its head names, in order of version.
CREATE UNIQUE INDEX events_stream ON events (originator_id, notification_id);
-- Bytes are stored as they are: JSON of this size gains nothing from being compressed in the append lock.
ALTER TABLE events ALTER COLUMN state SET STORAGE EXTERNAL;

-- Where each stream stands: its last version and leaf, and the positions between which its events lie.
CREATE TABLE stream_heads (
    stream_id      uuid   NOT NULL PRIMARY KEY,
    version        bigint NOT NULL,
    first_position bigint NOT NULL,
    last_position  bigint NOT NULL,
    last_leaf      bytea  NOT NULL
) WITH (fillfactor = 75);

-- One row: the last position and its time; not_before is the end of the last day that was asked for its bounds.
CREATE TABLE ledger_head (
    single      boolean     NOT NULL PRIMARY KEY DEFAULT true CHECK (single),
    position    bigint      NOT NULL,
    recorded_at timestamptz NOT NULL,
    not_before  timestamptz NOT NULL
) WITH (fillfactor = 10);
INSERT INTO ledger_head (position, recorded_at, not_before)
VALUES (0, '1970-01-01 00:00:00+00', '1970-01-01 00:00:00+00');

-- What each request key was answered with: the same key and body get the same answer again.
CREATE TABLE requests (
    request_key    text   NOT NULL PRIMARY KEY,
    digest         bytea  NOT NULL,
    first_position bigint NOT NULL,
    last_position  bigint NOT NULL
);

-- Full tiles of the event tree: 256 hashes of 32 bytes (C2SP tlog-tiles).
CREATE TABLE tiles (
    level  integer NOT NULL CHECK (level BETWEEN 0 AND 7),
    index  bigint  NOT NULL CHECK (index >= 0),
    hashes bytea   NOT NULL CHECK (octet_length(hashes) = 8192),
    PRIMARY KEY (level, index)
);
ALTER TABLE tiles ALTER COLUMN hashes SET STORAGE EXTERNAL;

GRANT SELECT ON events, stream_heads, ledger_head, requests, tiles, ledger_migrations TO {app_role}, {writer_role};
GRANT INSERT ON events, requests, tiles TO {writer_role};
GRANT INSERT, UPDATE ON stream_heads TO {writer_role};
GRANT UPDATE ON ledger_head TO {writer_role};
