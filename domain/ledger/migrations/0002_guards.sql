-- Triggers that refuse change even to the owner. Only {writer_role}, in whose name append_events runs, may add.
SET LOCAL ROLE {owner_role};

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
    RAISE EXCEPTION 'the ledger is append only: % on %.% is refused', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege', HINT = 'Facts are added by append_events; nothing is ever changed.';
END
$body$;

-- Row triggers on a partitioned table are cloned to each partition, TRUNCATE triggers are not: see make_partitions.
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON events
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_insert BEFORE INSERT ON events
    FOR EACH ROW WHEN (current_user <> '{writer_role}') EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER refuse_change BEFORE INSERT OR UPDATE ON stream_heads
    FOR EACH STATEMENT WHEN (current_user <> '{writer_role}') EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_removal BEFORE DELETE OR TRUNCATE ON stream_heads
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER refuse_change BEFORE UPDATE ON ledger_head
    FOR EACH STATEMENT WHEN (current_user <> '{writer_role}') EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_removal BEFORE INSERT OR DELETE OR TRUNCATE ON ledger_head
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER refuse_insert BEFORE INSERT ON requests
    FOR EACH STATEMENT WHEN (current_user <> '{writer_role}') EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON requests
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER refuse_insert BEFORE INSERT ON tiles
    FOR EACH STATEMENT WHEN (current_user <> '{writer_role}') EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON tiles
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ALWAYS: they also fire under session_replication_role = replica.
ALTER TABLE events ENABLE ALWAYS TRIGGER refuse_change;
ALTER TABLE events ENABLE ALWAYS TRIGGER refuse_insert;
ALTER TABLE events ENABLE ALWAYS TRIGGER refuse_truncate;
ALTER TABLE stream_heads ENABLE ALWAYS TRIGGER refuse_change;
ALTER TABLE stream_heads ENABLE ALWAYS TRIGGER refuse_removal;
ALTER TABLE ledger_head ENABLE ALWAYS TRIGGER refuse_change;
ALTER TABLE ledger_head ENABLE ALWAYS TRIGGER refuse_removal;
ALTER TABLE requests ENABLE ALWAYS TRIGGER refuse_insert;
ALTER TABLE requests ENABLE ALWAYS TRIGGER refuse_change;
ALTER TABLE tiles ENABLE ALWAYS TRIGGER refuse_insert;
ALTER TABLE tiles ENABLE ALWAYS TRIGGER refuse_change;
