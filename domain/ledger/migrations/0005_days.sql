-- The bounds of a day, given only once nothing dated before its end can still arrive.
SET LOCAL ROLE {writer_role};

-- Position of the first event recorded at or after the instant (the last position + 1 when there is none).
-- recorded_at never falls from one position to the next, so halving finds it without an index of its own.
CREATE FUNCTION first_position_at(instant timestamptz) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    low    bigint := 1;
    high   bigint := (SELECT position + 1 FROM {schema}.ledger_head);
    middle bigint;
BEGIN
    WHILE low < high LOOP
        middle := (low + high) / 2;
        IF (SELECT recorded_at < instant FROM {schema}.events WHERE notification_id = middle) THEN
            low := middle + 1;
        ELSE
            high := middle;
        END IF;
    END LOOP;
    RETURN low;
END
$body$;

-- First and last position of the events recorded in [day_start, day_end); last = first - 1 when there are none.
-- Refused (SQLSTATE KTDAY) while the database clock has not reached day_end, and while it stands behind the last event (EV-7).
CREATE FUNCTION day_bounds(day_start timestamptz, day_end timestamptz)
RETURNS TABLE (first_position bigint, last_position bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    head {schema}.ledger_head;
BEGIN
    IF day_start >= day_end THEN
        RAISE EXCEPTION 'a day ends after it starts' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF clock_timestamp() < day_end THEN
        RAISE EXCEPTION 'the day ends at %, which the database clock has not reached', day_end
            USING ERRCODE = 'KTDAY';
    END IF;
    -- Appends that began before the lock are over, later ones take their time after not_before.
    PERFORM pg_advisory_xact_lock(hashtextextended('kutuk:{schema}', 0));
    SELECT * INTO STRICT head FROM {schema}.ledger_head;
    IF clock_timestamp() < head.recorded_at - interval '1 second' THEN
        RAISE EXCEPTION 'the database clock stands before the last event, recorded at %', head.recorded_at
            USING ERRCODE = 'KTDAY';
    END IF;
    IF head.not_before < day_end THEN
        UPDATE {schema}.ledger_head SET not_before = day_end;
    END IF;
    first_position := {schema}.first_position_at(day_start);
    last_position := {schema}.first_position_at(day_end) - 1;
    RETURN NEXT;
END
$body$;

REVOKE ALL ON FUNCTION first_position_at(timestamptz), day_bounds(timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION first_position_at(timestamptz), day_bounds(timestamptz, timestamptz) TO {app_role};
