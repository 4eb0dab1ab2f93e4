-- Refuses DROP and ALTER of what belongs to the ledger, even to the owner. Event triggers need a superuser; without one
-- this file is skipped with a note and tried again at the next migration.
-- The functions stand in a schema of their own, out of the owner's reach: DROP SCHEMA would take them along otherwise.
CREATE SCHEMA IF NOT EXISTS kutuk_guard;

-- The ledger's own tables, by identity: a renamed table is still one of them. Partitions follow from their parent.
CREATE TABLE kutuk_guard.{schema}_relations (relation regclass NOT NULL PRIMARY KEY);
INSERT INTO kutuk_guard.{schema}_relations
SELECT oid FROM pg_class
 WHERE relnamespace = '{schema}'::regnamespace
   AND relname IN ('events', 'stream_heads', 'ledger_head', 'requests', 'tiles', 'ledger_migrations');
GRANT SELECT ON kutuk_guard.{schema}_relations TO PUBLIC;

CREATE FUNCTION kutuk_guard.{schema}_is_ledger_relation(candidate oid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $body$
    SELECT EXISTS (
        SELECT FROM kutuk_guard.{schema}_relations
         WHERE relation = candidate
            OR relation = (SELECT inhparent FROM pg_inherits WHERE inhrelid = candidate))
$body$;

-- Event triggers run in the name of whoever gives the command.
GRANT USAGE ON SCHEMA kutuk_guard TO PUBLIC;

-- A migration, and make_partitions, say by kutuk.ledger_change that they mean it.
CREATE FUNCTION kutuk_guard.{schema}_refuse_redefinition() RETURNS event_trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
    command record;
BEGIN
    IF current_setting('kutuk.ledger_change', true) = '{schema}' THEN
        RETURN;
    END IF;
    FOR command IN SELECT * FROM pg_event_trigger_ddl_commands() LOOP
        IF command.classid = 'pg_class'::regclass AND kutuk_guard.{schema}_is_ledger_relation(command.objid)
           OR command.classid = 'pg_trigger'::regclass AND EXISTS (
                SELECT FROM pg_trigger t WHERE t.oid = command.objid AND kutuk_guard.{schema}_is_ledger_relation(t.tgrelid))
           OR command.classid = 'pg_rewrite'::regclass AND EXISTS (
                SELECT FROM pg_rewrite r WHERE r.oid = command.objid AND kutuk_guard.{schema}_is_ledger_relation(r.ev_class))
           OR command.classid = 'pg_policy'::regclass AND EXISTS (
                SELECT FROM pg_policy p WHERE p.oid = command.objid AND kutuk_guard.{schema}_is_ledger_relation(p.polrelid))
           OR command.classid = 'pg_proc'::regclass AND EXISTS (
                SELECT FROM pg_proc f WHERE f.oid = command.objid AND f.pronamespace = '{schema}'::regnamespace
                   AND f.proowner IN ('{owner_role}'::regrole, '{writer_role}'::regrole))
        THEN
            RAISE EXCEPTION 'the ledger is append only: % of % is refused', command.command_tag, command.object_identity
                USING ERRCODE = 'insufficient_privilege';
        END IF;
    END LOOP;
END
$body$;

CREATE FUNCTION kutuk_guard.{schema}_refuse_drop() RETURNS event_trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
    dropped record;
BEGIN
    IF current_setting('kutuk.ledger_change', true) = '{schema}' THEN
        RETURN;
    END IF;
    FOR dropped IN SELECT * FROM pg_event_trigger_dropped_objects() LOOP
        IF dropped.object_type = 'schema' AND dropped.object_name = '{schema}'
           OR dropped.address_names[1] = '{schema}' AND (
                dropped.address_names[2] IN (
                    'events', 'stream_heads', 'ledger_head', 'requests', 'tiles', 'ledger_migrations',
                    'append_events', 'store_tiles', 'make_partitions', 'partition_size', 'day_bounds',
                    'first_position_at', 'refuse_change', 'events_stream')
                OR dropped.address_names[2] ~ '^events_[0-9]{6}$')
        THEN
            RAISE EXCEPTION 'the ledger is append only: dropping % is refused', dropped.object_identity
                USING ERRCODE = 'insufficient_privilege';
        END IF;
    END LOOP;
END
$body$;

CREATE EVENT TRIGGER {schema}_refuse_redefinition ON ddl_command_end EXECUTE FUNCTION kutuk_guard.{schema}_refuse_redefinition();
CREATE EVENT TRIGGER {schema}_refuse_drop ON sql_drop EXECUTE FUNCTION kutuk_guard.{schema}_refuse_drop();
ALTER EVENT TRIGGER {schema}_refuse_redefinition ENABLE ALWAYS;
ALTER EVENT TRIGGER {schema}_refuse_drop ENABLE ALWAYS;
