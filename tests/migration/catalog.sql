-- Everything the migrations made, one line each, in a form that all supported versions of PostgreSQL agree on.
WITH places AS (
    SELECT oid, nspname FROM pg_namespace WHERE nspname IN ('k1', 'kutuk_guard')
), relations AS (
    SELECT c.oid, c.relkind, c.relowner, c.relacl, c.reloptions, format('%s.%s', p.nspname, c.relname) AS name
      FROM pg_class c JOIN places p ON p.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'i', 'I')
)
SELECT line FROM (
    SELECT 'schema ' || nspname || ' owner ' || pg_get_userbyid(nspowner) || ' '
           || coalesce((SELECT string_agg(a::text, ' ' ORDER BY a::text) FROM unnest(nspacl) AS a), '')
      FROM pg_namespace WHERE nspname = 'k1'
    UNION ALL
    SELECT 'relation ' || name || ' ' || relkind::text || ' ' || coalesce(array_to_string(reloptions, ' '), '')
           || CASE WHEN name LIKE 'k1.%' THEN ' owner ' || pg_get_userbyid(relowner) || ' '
           || coalesce((SELECT string_agg(a::text, ' ' ORDER BY a::text) FROM unnest(relacl) AS a), '') ELSE '' END
           || coalesce(' ' || pg_get_expr(
                (SELECT relpartbound FROM pg_class c WHERE c.oid = relations.oid), relations.oid), '')
      FROM relations
    UNION ALL
    SELECT 'column ' || name || '.' || attname || ' ' || format_type(atttypid, atttypmod) || ' '
           || attstorage::text || CASE WHEN attnotnull THEN ' not null' ELSE '' END
           || coalesce(' default ' || pg_get_expr(adbin, adrelid), '')
      FROM relations JOIN pg_attribute ON attrelid = relations.oid AND attnum > 0 AND NOT attisdropped
      LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
     WHERE relkind IN ('r', 'p')
    UNION ALL
    SELECT 'index ' || pg_get_indexdef(oid) FROM relations WHERE relkind IN ('i', 'I')
    UNION ALL
    SELECT 'constraint ' || name || ' ' || conname || ' ' || pg_get_constraintdef(pg_constraint.oid)
      FROM relations JOIN pg_constraint ON conrelid = relations.oid WHERE contype <> 'n'
    UNION ALL
    SELECT 'trigger ' || tgenabled::text || ' ' || pg_get_triggerdef(pg_trigger.oid)
      FROM relations JOIN pg_trigger ON tgrelid = relations.oid WHERE NOT tgisinternal OR tgparentid <> 0
    UNION ALL
    SELECT 'event trigger ' || evtname || ' ' || evtenabled::text || ' ' || evtevent || ' ' || evtfoid::regproc::text
      FROM pg_event_trigger WHERE evtname LIKE 'k1\_%'
    UNION ALL
    SELECT 'function ' || p.nspname || '.' || proname || '(' || pg_get_function_identity_arguments(f.oid) || ') '
           || CASE WHEN p.nspname = 'k1' THEN 'owner ' || pg_get_userbyid(proowner) || ' '
           || coalesce((SELECT string_agg(a::text, ' ' ORDER BY a::text) FROM unnest(proacl) AS a), '') ELSE '' END
           || CASE WHEN prosecdef THEN ' security definer' ELSE '' END
           || ' ' || coalesce(array_to_string(proconfig, '; '), '')
           || ' sha256 ' || encode(sha256(convert_to(coalesce(prosrc, ''), 'UTF8')), 'hex')
      FROM pg_proc f JOIN places p ON p.oid = f.pronamespace
) AS lines (line) ORDER BY line COLLATE "C"
