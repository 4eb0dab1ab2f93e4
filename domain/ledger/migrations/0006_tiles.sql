-- Full tiles are written once; writing the same bytes again is no error, other bytes are refused.
SET LOCAL ROLE {writer_role};

-- Stores tiles given as parallel arrays; returns the number that was new.
CREATE FUNCTION store_tiles(levels integer[], indexes bigint[], tile_hashes bytea[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    stored integer;
BEGIN
    -- Protects the server from one call of boundless size: 8 MiB of tiles.
    IF cardinality(tile_hashes) > 1024 THEN
        RAISE EXCEPTION 'a call stores at most 1024 tiles' USING ERRCODE = 'program_limit_exceeded';
    END IF;
    -- A tile of hashes that no event stands behind yet could never be right.
    IF EXISTS (SELECT FROM unnest(levels, indexes) AS t (level, index), {schema}.ledger_head AS h
                WHERE (t.index + 1)::numeric * 256::numeric ^ (t.level + 1) > h.position) THEN
        RAISE EXCEPTION 'a full tile cannot reach beyond the last event'
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    INSERT INTO {schema}.tiles (level, index, hashes)
    SELECT * FROM unnest(levels, indexes, tile_hashes) ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS stored = ROW_COUNT;
    IF EXISTS (SELECT FROM unnest(levels, indexes, tile_hashes) AS t (level, index, hashes)
                 JOIN {schema}.tiles USING (level, index) WHERE tiles.hashes <> t.hashes) THEN
        RAISE EXCEPTION 'a tile stands there with other hashes' USING ERRCODE = 'unique_violation';
    END IF;
    RETURN stored;
END
$body$;

REVOKE ALL ON FUNCTION store_tiles(integer[], bigint[], bytea[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION store_tiles(integer[], bigint[], bytea[]) TO {app_role};
