-- Partitions of the events, made ahead of need by a function of the owner.
SET LOCAL ROLE {owner_role};

-- Makes sure that the partition of the given position and of the one after it exist; returns the number made.
-- Built beside the table and then attached: CREATE … PARTITION OF would lock out every reader.
CREATE FUNCTION make_partitions(wanted_position bigint) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    before CONSTANT text := coalesce(current_setting('kutuk.ledger_change', true), '');
    size  CONSTANT bigint := {schema}.partition_size();
    made  integer := 0;
    name  text;
    first bigint;
BEGIN
    -- Protects the disk from a caller that asks for partitions of events that will never be.
    IF wanted_position > (SELECT position FROM {schema}.ledger_head) + 10 * size THEN
        RAISE EXCEPTION 'position % is too far ahead to make a partition for', wanted_position;
    END IF;
    PERFORM set_config('kutuk.ledger_change', '{schema}', true);
    FOR n IN wanted_position / size .. wanted_position / size + 1 LOOP
        name := 'events_' || lpad(n::text, 6, '0');
        CONTINUE WHEN EXISTS (
            SELECT FROM pg_class WHERE relnamespace = '{schema}'::regnamespace AND relname = name);
        PERFORM pg_advisory_xact_lock(hashtextextended('kutuk:{schema}:partitions', 0));
        CONTINUE WHEN EXISTS (
            SELECT FROM pg_class WHERE relnamespace = '{schema}'::regnamespace AND relname = name);
        first := n * size;
        EXECUTE format('CREATE TABLE {schema}.%I (LIKE {schema}.events INCLUDING ALL)', name);
        EXECUTE format('ALTER TABLE {schema}.events ATTACH PARTITION {schema}.%I FOR VALUES FROM (%s) TO (%s)',
                       name, first, first + size);
        EXECUTE format('CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON {schema}.%I '
                       'FOR EACH STATEMENT EXECUTE FUNCTION {schema}.refuse_change()', name);
        EXECUTE format('ALTER TABLE {schema}.%I ENABLE ALWAYS TRIGGER refuse_truncate', name);
        EXECUTE format('GRANT SELECT ON {schema}.%I TO {app_role}, {writer_role}', name);
        made := made + 1;
    END LOOP;
    PERFORM set_config('kutuk.ledger_change', before, true);
    RETURN made;
END
$body$;

-- For the worker: partitions for the present position and for the next.
CREATE FUNCTION make_partitions() RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS 'SELECT {schema}.make_partitions(position + 1) FROM {schema}.ledger_head';

REVOKE ALL ON FUNCTION make_partitions(bigint), make_partitions() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION make_partitions(bigint) TO {writer_role};
GRANT EXECUTE ON FUNCTION make_partitions() TO {app_role}, {writer_role};

SELECT make_partitions();
