-- append_events: the only way in. It runs in the name of {writer_role}, which nobody can become but a superuser.
SET LOCAL ROLE {writer_role};

-- Appends several independent groups of events in one round trip. Each group is whole or not at all; what happens to
-- one group does not touch the others. Groups are decided in the order given.
--   streams           each stream of the call once
--   stream_numbers    per event: index into streams, from 1
--   versions          per event: the version it is to have (its writer saw the one before), or NULL: the next one
--   topics, states    per event
--   group_sizes       per group: number of its events, in order; may be 0
--   request_keys      per group: key of the request, or NULL
--   request_digests   per group: SHA-256 of the request's body, or NULL when there is no key
-- outcome per group:
--   appended          first_position .. last_position (first = last + 1 for a group without events)
--   replayed          the same key and digest were answered before: the positions of then
--   version_conflict  stream_id stands at current_version (0: it does not exist), the group was not appended
--   request_conflict  the key was used before with another digest, the group was not appended
CREATE FUNCTION append_events(
    streams uuid[], stream_numbers integer[], versions bigint[], topics text[], states bytea[],
    group_sizes integer[], request_keys text[], request_digests bytea[]
) RETURNS TABLE (
    outcome text, first_position bigint, last_position bigint, recorded_at timestamptz,
    stream_id uuid, current_version bigint
)
LANGUAGE plpgsql SECURITY DEFINER ROWS 10
SET search_path = pg_catalog, pg_temp
-- One plan for all calls, which must be the one by index even when it was made on empty tables.
-- (no compiling either: older servers take what is switched off for very expensive, and so for worth it).
SET plan_cache_mode = force_generic_plan SET jit = off
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $body$
#variable_conflict use_column
DECLARE
    genesis     CONSTANT bytea := decode(repeat('00', 32), 'hex');
    leaf_prefix CONSTANT bytea := '\x00'::bytea || convert_to(E'kutuk-event-1\n', 'UTF8');
    event_count CONSTANT integer := coalesce(cardinality(states), 0);
    group_count CONSTANT integer := coalesce(cardinality(group_sizes), 0);
    -- the ledger, as it stands and as it will
    ledger_position bigint;
    last_before bigint;
    call_time   timestamptz;
    time_bytes  bytea;
    -- per stream: before, then after each accepted group
    head_versions bigint[];
    head_leaves   bytea[];
    versions_before bigint[];
    head_firsts   bigint[] := array_fill(NULL::bigint, ARRAY[coalesce(cardinality(streams), 0)]);
    head_lasts    bigint[] := head_firsts;
    known_streams integer := 0;
    new_streams   integer := 0;
    updated       integer;
    -- per event
    event_streams   uuid[] := array_fill(NULL::uuid, ARRAY[event_count]);
    event_versions  bigint[] := array_fill(NULL::bigint, ARRAY[event_count]);
    event_positions bigint[] := array_fill(NULL::bigint, ARRAY[event_count]);
    event_leaves    bytea[] := array_fill(NULL::bytea, ARRAY[event_count]);
    -- per group
    seen_digests bytea[];
    seen_firsts  bigint[];
    seen_lasts   bigint[];
    new_keys     text[] := '{}';
    new_digests  bytea[] := '{}';
    new_firsts   bigint[] := '{}';
    new_lasts    bigint[] := '{}';
    -- loops
    group_start integer;
    group_end   integer := 0;
    s           integer;
    k           integer;
    event_topic text;
    event_state bytea;
    event_leaf  bytea;
    event_version bigint;
    kept        bigint[];
BEGIN
    -- A snapshot taken before the lock would show old heads.
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'append_events needs the isolation level READ COMMITTED'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    -- Protects every other writer from a call that would hold the lock for seconds.
    IF event_count > 10000 OR group_count > 10000 THEN
        RAISE EXCEPTION 'a call appends at most 10000 events' USING ERRCODE = 'program_limit_exceeded';
    END IF;

    -- One append at a time until the end of the transaction: positions are given in the order of commit.
    PERFORM pg_advisory_xact_lock(hashtextextended('kutuk:{schema}', 0));

    SELECT h.position, greatest(h.recorded_at, h.not_before, clock_timestamp())
      INTO STRICT ledger_position, call_time FROM {schema}.ledger_head h;
    last_before := ledger_position;
    time_bytes := int8send((extract(epoch FROM call_time) * 1000000)::bigint);

    SELECT array_agg(o.version), array_agg(o.last_leaf)
      INTO head_versions, head_leaves
      FROM (SELECT h.version, h.last_leaf
              FROM unnest(streams) WITH ORDINALITY AS u (id, n) LEFT JOIN {schema}.stream_heads h ON h.stream_id = u.id
             ORDER BY u.n) AS o;
    versions_before := head_versions;

    SELECT array_agg(o.digest), array_agg(o.first_position), array_agg(o.last_position)
      INTO seen_digests, seen_firsts, seen_lasts
      FROM (SELECT r.digest, r.first_position, r.last_position
              FROM unnest(request_keys) WITH ORDINALITY AS u (request_key, n) LEFT JOIN {schema}.requests r USING (request_key)
             ORDER BY u.n) AS o;

    <<groups>>
    FOR g IN 1 .. group_count LOOP
        group_start := group_end + 1;
        group_end := group_end + group_sizes[g];
        IF group_end < group_start - 1 OR group_end > event_count THEN
            RAISE EXCEPTION 'group sizes do not fit the events' USING ERRCODE = 'invalid_parameter_value';
        END IF;
        outcome := NULL; first_position := NULL; last_position := NULL;
        recorded_at := NULL; stream_id := NULL; current_version := NULL;

        -- 1. The same request again, from before or from earlier in this call.
        IF request_keys[g] IS NOT NULL THEN
            -- Protects the index of requests, and the meaning of "the same body".
            IF octet_length(request_keys[g]) NOT BETWEEN 1 AND 200
               OR octet_length(request_digests[g]) IS DISTINCT FROM 32 THEN
                RAISE EXCEPTION 'a request has a key of at most 200 bytes and a digest of 32'
                    USING ERRCODE = 'invalid_parameter_value';
            END IF;
            k := array_position(new_keys, request_keys[g]);
            IF k IS NOT NULL THEN
                seen_digests[g] := new_digests[k];
                seen_firsts[g] := new_firsts[k];
                seen_lasts[g] := new_lasts[k];
            END IF;
            IF seen_firsts[g] IS NOT NULL THEN
                IF seen_digests[g] = request_digests[g] THEN
                    outcome := 'replayed';
                    first_position := seen_firsts[g];
                    last_position := seen_lasts[g];
                    recorded_at := (SELECT e.recorded_at FROM {schema}.events e WHERE e.notification_id = seen_lasts[g]);
                    recorded_at := coalesce(recorded_at, call_time);
                ELSE
                    outcome := 'request_conflict';
                END IF;
                RETURN NEXT;
                CONTINUE groups;
            END IF;
        END IF;

        -- 2. Versions: each event is the next of its stream.
        kept := head_versions;
        FOR i IN group_start .. group_end LOOP
            s := stream_numbers[i];
            event_version := coalesce(versions[i], head_versions[s] + 1, 1);
            -- A stream begins at 1; the library's own streams may begin at 0.
            IF event_version <> head_versions[s] + 1
               OR (head_versions[s] IS NULL AND event_version NOT BETWEEN 0 AND 1) THEN
                outcome := 'version_conflict';
                stream_id := streams[s];
                current_version := coalesce(kept[s], 0);
                EXIT;
            END IF;
            head_versions[s] := event_version;
            event_versions[i] := event_version;
        END LOOP;
        IF outcome IS NOT NULL THEN
            head_versions := kept;
            RETURN NEXT;
            CONTINUE groups;
        END IF;

        -- 3. Positions and leaves (docs/formats/leaf.md).
        first_position := ledger_position + 1;
        FOR i IN group_start .. group_end LOOP
            s := stream_numbers[i];
            event_topic := topics[i];
            event_state := states[i];
            -- Protects every reader, who must hold an event in memory; and the length field of the envelope.
            IF octet_length(event_topic) NOT BETWEEN 1 AND 200 OR octet_length(event_state) > 1048576 THEN
                RAISE EXCEPTION 'a topic has at most 200 bytes and a state at most 1 MiB'
                    USING ERRCODE = 'program_limit_exceeded';
            END IF;
            ledger_position := ledger_position + 1;
            event_leaf := sha256(
                leaf_prefix || int8send(ledger_position) || uuid_send(streams[s]) || int8send(event_versions[i])
                || time_bytes || int2send(octet_length(event_topic)::int2) || convert_to(event_topic, 'UTF8')
                || int8send(octet_length(event_state)) || sha256(event_state) || coalesce(head_leaves[s], genesis));
            head_leaves[s] := event_leaf;
            IF head_lasts[s] IS NULL THEN
                IF versions_before[s] IS NULL THEN
                    head_firsts[s] := ledger_position;
                    new_streams := new_streams + 1;
                ELSE
                    known_streams := known_streams + 1;
                END IF;
            END IF;
            head_lasts[s] := ledger_position;
            event_streams[i] := streams[s];
            event_positions[i] := ledger_position;
            event_leaves[i] := event_leaf;
        END LOOP;
        outcome := 'appended';
        last_position := ledger_position;
        recorded_at := call_time;
        IF request_keys[g] IS NOT NULL THEN
            new_keys := new_keys || request_keys[g];
            new_digests := new_digests || request_digests[g];
            new_firsts := new_firsts || first_position;
            new_lasts := new_lasts || last_position;
        END IF;
        RETURN NEXT;
    END LOOP;

    IF group_end <> event_count THEN
        RAISE EXCEPTION 'group sizes do not fit the events' USING ERRCODE = 'invalid_parameter_value';
    END IF;

    -- 4. Write it all down.
    IF ledger_position > last_before THEN
        -- The partition of the last event: only the first event of a partition can meet none.
        IF (last_before + 1) / {schema}.partition_size() <> ledger_position / {schema}.partition_size()
           OR (last_before + 1) % {schema}.partition_size() = 0 THEN
            PERFORM {schema}.make_partitions(ledger_position);
        END IF;
        INSERT INTO {schema}.events (notification_id, originator_id, originator_version, recorded_at, topic, state, leaf)
        SELECT e.position, e.stream_id, e.version, call_time, e.topic, e.state, e.leaf
          FROM unnest(event_positions, event_streams, event_versions, topics, states, event_leaves)
            AS e (position, stream_id, version, topic, state, leaf)
         WHERE e.position IS NOT NULL;
        IF new_streams > 0 THEN
            INSERT INTO {schema}.stream_heads (stream_id, version, first_position, last_position, last_leaf)
            SELECT u.stream_id, u.version, u.first_position, u.last_position, u.last_leaf
              FROM unnest(streams, head_versions, head_firsts, head_lasts, head_leaves)
                AS u (stream_id, version, first_position, last_position, last_leaf)
             WHERE u.first_position IS NOT NULL;
        END IF;
        IF known_streams > 0 THEN
            UPDATE {schema}.stream_heads AS h
               SET version = u.version, last_position = u.last_position, last_leaf = u.last_leaf
              FROM unnest(streams, head_versions, head_firsts, head_lasts, head_leaves)
                AS u (stream_id, version, first_position, last_position, last_leaf)
             WHERE h.stream_id = u.stream_id AND u.first_position IS NULL AND u.last_position IS NOT NULL;
            GET DIAGNOSTICS updated = ROW_COUNT;
            IF updated <> known_streams THEN
                RAISE EXCEPTION 'a call names each stream once' USING ERRCODE = 'invalid_parameter_value';
            END IF;
        END IF;
        UPDATE {schema}.ledger_head SET position = ledger_position, recorded_at = call_time;
        PERFORM pg_notify('kutuk_{schema}', ledger_position::text);
    END IF;
    IF cardinality(new_keys) > 0 THEN
        INSERT INTO {schema}.requests (request_key, digest, first_position, last_position)
        SELECT * FROM unnest(new_keys, new_digests, new_firsts, new_lasts);
    END IF;
END
$body$;

REVOKE ALL ON FUNCTION append_events(uuid[], integer[], bigint[], text[], bytea[], integer[], text[], bytea[])
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION append_events(uuid[], integer[], bigint[], text[], bytea[], integer[], text[], bytea[])
    TO {app_role};
