"""Counts as version 0002 made them. Never changed: a later version has a migration of its own."""

SQLITE = (
    ('INSERT INTO tallies (what, value, month, count) SELECT what, value, month, count(*) FROM '
     "(SELECT NULL AS what, NULL AS value, NULL AS month WHERE 1 = 0 UNION ALL SELECT 'event type', "
     "events.type, substr(events.day, 1, 7) FROM events UNION ALL SELECT 'event status', "
     "events.status, '' FROM events UNION ALL SELECT 'dyad', json_extract(pair.value, '$[1]'), '' "
     "FROM events, json_each(events.facets) AS pair WHERE json_extract(pair.value, '$[0]') = 'dyad' "
     "UNION ALL SELECT 'deal', json_extract(pair.value, '$[1]') || ':' || events.type, "
     'substr(events.day, 1, 7) FROM events, json_each(events.facets) AS pair WHERE '
     "json_extract(pair.value, '$[0]') = 'dyad') AS counted GROUP BY what, value, month"),
    ('CREATE TRIGGER events_counted AFTER INSERT ON events BEGIN INSERT INTO tallies (what, value, '
     "month, count) SELECT one.*, 1 FROM (SELECT 'event type', new.type, substr(new.day, 1, 7) UNION "
     "ALL SELECT 'event status', new.status, '' UNION ALL SELECT 'dyad', json_extract(pair.value, "
     "'$[1]'), '' FROM json_each(new.facets) AS pair WHERE json_extract(pair.value, '$[0]') = 'dyad' "
     "UNION ALL SELECT 'deal', json_extract(pair.value, '$[1]') || ':' || new.type, substr(new.day, "
     "1, 7) FROM json_each(new.facets) AS pair WHERE json_extract(pair.value, '$[0]') = 'dyad') AS "
     'one WHERE 1 = 1 ON CONFLICT (what, value, month) DO UPDATE SET count = tallies.count + 1; END'),
    ('CREATE TRIGGER events_uncounted AFTER DELETE ON events BEGIN INSERT INTO tallies (what, value, '
     "month, count) SELECT one.*, -1 FROM (SELECT 'event type', old.type, substr(old.day, 1, 7) UNION "
     "ALL SELECT 'event status', old.status, '' UNION ALL SELECT 'dyad', json_extract(pair.value, "
     "'$[1]'), '' FROM json_each(old.facets) AS pair WHERE json_extract(pair.value, '$[0]') = 'dyad' "
     "UNION ALL SELECT 'deal', json_extract(pair.value, '$[1]') || ':' || old.type, substr(old.day, "
     "1, 7) FROM json_each(old.facets) AS pair WHERE json_extract(pair.value, '$[0]') = 'dyad') AS "
     'one WHERE 1 = 1 ON CONFLICT (what, value, month) DO UPDATE SET count = tallies.count + -1; '
     "DELETE FROM tallies WHERE count <= 0 AND (what, value, month) IN (SELECT 'event type', "
     "old.type, substr(old.day, 1, 7) UNION ALL SELECT 'event status', old.status, '' UNION ALL "
     "SELECT 'dyad', json_extract(pair.value, '$[1]'), '' FROM json_each(old.facets) AS pair WHERE "
     "json_extract(pair.value, '$[0]') = 'dyad' UNION ALL SELECT 'deal', json_extract(pair.value, "
     "'$[1]') || ':' || old.type, substr(old.day, 1, 7) FROM json_each(old.facets) AS pair WHERE "
     "json_extract(pair.value, '$[0]') = 'dyad'); END"),
    ('CREATE TRIGGER events_recounted AFTER UPDATE OF type, status, day, facets ON events BEGIN '
     "INSERT INTO tallies (what, value, month, count) SELECT one.*, 1 FROM (SELECT 'event type', "
     "new.type, substr(new.day, 1, 7) UNION ALL SELECT 'event status', new.status, '' UNION ALL "
     "SELECT 'dyad', json_extract(pair.value, '$[1]'), '' FROM json_each(new.facets) AS pair WHERE "
     "json_extract(pair.value, '$[0]') = 'dyad' UNION ALL SELECT 'deal', json_extract(pair.value, "
     "'$[1]') || ':' || new.type, substr(new.day, 1, 7) FROM json_each(new.facets) AS pair WHERE "
     "json_extract(pair.value, '$[0]') = 'dyad') AS one WHERE 1 = 1 ON CONFLICT (what, value, month) "
     'DO UPDATE SET count = tallies.count + 1; INSERT INTO tallies (what, value, month, count) SELECT '
     "one.*, -1 FROM (SELECT 'event type', old.type, substr(old.day, 1, 7) UNION ALL SELECT 'event "
     "status', old.status, '' UNION ALL SELECT 'dyad', json_extract(pair.value, '$[1]'), '' FROM "
     "json_each(old.facets) AS pair WHERE json_extract(pair.value, '$[0]') = 'dyad' UNION ALL SELECT "
     "'deal', json_extract(pair.value, '$[1]') || ':' || old.type, substr(old.day, 1, 7) FROM "
     "json_each(old.facets) AS pair WHERE json_extract(pair.value, '$[0]') = 'dyad') AS one WHERE 1 = "
     '1 ON CONFLICT (what, value, month) DO UPDATE SET count = tallies.count + -1; DELETE FROM '
     "tallies WHERE count <= 0 AND (what, value, month) IN (SELECT 'event type', old.type, "
     "substr(old.day, 1, 7) UNION ALL SELECT 'event status', old.status, '' UNION ALL SELECT 'dyad', "
     "json_extract(pair.value, '$[1]'), '' FROM json_each(old.facets) AS pair WHERE "
     "json_extract(pair.value, '$[0]') = 'dyad' UNION ALL SELECT 'deal', json_extract(pair.value, "
     "'$[1]') || ':' || old.type, substr(old.day, 1, 7) FROM json_each(old.facets) AS pair WHERE "
     "json_extract(pair.value, '$[0]') = 'dyad'); END"),
    ('INSERT INTO tallies (what, value, month, count) SELECT what, value, month, count(*) FROM '
     "(SELECT NULL AS what, NULL AS value, NULL AS month WHERE 1 = 0 UNION ALL SELECT 'claim status', "
     "claims.status, '' FROM claims UNION ALL SELECT 'source kind', json_extract(pair.value, '$[1]'), "
     "'' FROM claims, json_each(claims.facets) AS pair WHERE json_extract(pair.value, '$[0]') = "
     "'source' AND json_extract(pair.value, '$[1]') IN ('person', 'official', 'state_media', 'media', "
     "'agency', 'organisation', 'document', 'experts', 'witnesses', 'unnamed', 'rumour') UNION ALL "
     "SELECT 'source kind', 'none', '' FROM claims WHERE NOT EXISTS (SELECT 1 FROM "
     "json_each(claims.facets) AS pair WHERE json_extract(pair.value, '$[0]') = 'source')) AS counted "
     'GROUP BY what, value, month'),
    ('CREATE TRIGGER claims_counted AFTER INSERT ON claims BEGIN INSERT INTO tallies (what, value, '
     "month, count) SELECT one.*, 1 FROM (SELECT 'claim status', new.status, '' UNION ALL SELECT "
     "'source kind', json_extract(pair.value, '$[1]'), '' FROM json_each(new.facets) AS pair WHERE "
     "json_extract(pair.value, '$[0]') = 'source' AND json_extract(pair.value, '$[1]') IN ('person', "
     "'official', 'state_media', 'media', 'agency', 'organisation', 'document', 'experts', "
     "'witnesses', 'unnamed', 'rumour') UNION ALL SELECT 'source kind', 'none', '' WHERE NOT EXISTS "
     "(SELECT 1 FROM json_each(new.facets) AS pair WHERE json_extract(pair.value, '$[0]') = "
     "'source')) AS one WHERE 1 = 1 ON CONFLICT (what, value, month) DO UPDATE SET count = "
     'tallies.count + 1; END'),
    ('CREATE TRIGGER claims_uncounted AFTER DELETE ON claims BEGIN INSERT INTO tallies (what, value, '
     "month, count) SELECT one.*, -1 FROM (SELECT 'claim status', old.status, '' UNION ALL SELECT "
     "'source kind', json_extract(pair.value, '$[1]'), '' FROM json_each(old.facets) AS pair WHERE "
     "json_extract(pair.value, '$[0]') = 'source' AND json_extract(pair.value, '$[1]') IN ('person', "
     "'official', 'state_media', 'media', 'agency', 'organisation', 'document', 'experts', "
     "'witnesses', 'unnamed', 'rumour') UNION ALL SELECT 'source kind', 'none', '' WHERE NOT EXISTS "
     "(SELECT 1 FROM json_each(old.facets) AS pair WHERE json_extract(pair.value, '$[0]') = "
     "'source')) AS one WHERE 1 = 1 ON CONFLICT (what, value, month) DO UPDATE SET count = "
     'tallies.count + -1; DELETE FROM tallies WHERE count <= 0 AND (what, value, month) IN (SELECT '
     "'claim status', old.status, '' UNION ALL SELECT 'source kind', json_extract(pair.value, "
     "'$[1]'), '' FROM json_each(old.facets) AS pair WHERE json_extract(pair.value, '$[0]') = "
     "'source' AND json_extract(pair.value, '$[1]') IN ('person', 'official', 'state_media', 'media', "
     "'agency', 'organisation', 'document', 'experts', 'witnesses', 'unnamed', 'rumour') UNION ALL "
     "SELECT 'source kind', 'none', '' WHERE NOT EXISTS (SELECT 1 FROM json_each(old.facets) AS pair "
     "WHERE json_extract(pair.value, '$[0]') = 'source')); END"),
    ('CREATE TRIGGER claims_recounted AFTER UPDATE OF status, facets ON claims BEGIN INSERT INTO '
     "tallies (what, value, month, count) SELECT one.*, 1 FROM (SELECT 'claim status', new.status, '' "
     "UNION ALL SELECT 'source kind', json_extract(pair.value, '$[1]'), '' FROM json_each(new.facets) "
     "AS pair WHERE json_extract(pair.value, '$[0]') = 'source' AND json_extract(pair.value, '$[1]') "
     "IN ('person', 'official', 'state_media', 'media', 'agency', 'organisation', 'document', "
     "'experts', 'witnesses', 'unnamed', 'rumour') UNION ALL SELECT 'source kind', 'none', '' WHERE "
     "NOT EXISTS (SELECT 1 FROM json_each(new.facets) AS pair WHERE json_extract(pair.value, '$[0]') "
     "= 'source')) AS one WHERE 1 = 1 ON CONFLICT (what, value, month) DO UPDATE SET count = "
     'tallies.count + 1; INSERT INTO tallies (what, value, month, count) SELECT one.*, -1 FROM '
     "(SELECT 'claim status', old.status, '' UNION ALL SELECT 'source kind', json_extract(pair.value, "
     "'$[1]'), '' FROM json_each(old.facets) AS pair WHERE json_extract(pair.value, '$[0]') = "
     "'source' AND json_extract(pair.value, '$[1]') IN ('person', 'official', 'state_media', 'media', "
     "'agency', 'organisation', 'document', 'experts', 'witnesses', 'unnamed', 'rumour') UNION ALL "
     "SELECT 'source kind', 'none', '' WHERE NOT EXISTS (SELECT 1 FROM json_each(old.facets) AS pair "
     "WHERE json_extract(pair.value, '$[0]') = 'source')) AS one WHERE 1 = 1 ON CONFLICT (what, "
     'value, month) DO UPDATE SET count = tallies.count + -1; DELETE FROM tallies WHERE count <= 0 '
     "AND (what, value, month) IN (SELECT 'claim status', old.status, '' UNION ALL SELECT 'source "
     "kind', json_extract(pair.value, '$[1]'), '' FROM json_each(old.facets) AS pair WHERE "
     "json_extract(pair.value, '$[0]') = 'source' AND json_extract(pair.value, '$[1]') IN ('person', "
     "'official', 'state_media', 'media', 'agency', 'organisation', 'document', 'experts', "
     "'witnesses', 'unnamed', 'rumour') UNION ALL SELECT 'source kind', 'none', '' WHERE NOT EXISTS "
     "(SELECT 1 FROM json_each(old.facets) AS pair WHERE json_extract(pair.value, '$[0]') = "
     "'source')); END"),
)

POSTGRESQL = (
    ('INSERT INTO tallies (what, value, month, count) SELECT what, value, month, count(*) FROM '
     "(SELECT NULL AS what, NULL AS value, NULL AS month WHERE 1 = 0 UNION ALL SELECT 'event type', "
     "events.type, substr(events.day, 1, 7) FROM events UNION ALL SELECT 'event status', "
     "events.status, '' FROM events UNION ALL SELECT 'dyad', (pair ->> 1), '' FROM events, "
     "jsonb_array_elements(events.facets) AS pair WHERE (pair ->> 0) = 'dyad' UNION ALL SELECT "
     "'deal', (pair ->> 1) || ':' || events.type, substr(events.day, 1, 7) FROM events, "
     "jsonb_array_elements(events.facets) AS pair WHERE (pair ->> 0) = 'dyad') AS counted GROUP BY "
     'what, value, month'),
    ('CREATE FUNCTION selon_count_events() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP <> '
     "'DELETE' THEN INSERT INTO tallies (what, value, month, count) SELECT one.*, 1 FROM (SELECT "
     "'event type', new.type, substr(new.day, 1, 7) UNION ALL SELECT 'event status', new.status, '' "
     "UNION ALL SELECT 'dyad', (pair ->> 1), '' FROM jsonb_array_elements(new.facets) AS pair WHERE "
     "(pair ->> 0) = 'dyad' UNION ALL SELECT 'deal', (pair ->> 1) || ':' || new.type, substr(new.day, "
     "1, 7) FROM jsonb_array_elements(new.facets) AS pair WHERE (pair ->> 0) = 'dyad') AS one WHERE 1 "
     '= 1 ON CONFLICT (what, value, month) DO UPDATE SET count = tallies.count + 1; END IF; IF TG_OP '
     "<> 'INSERT' THEN INSERT INTO tallies (what, value, month, count) SELECT one.*, -1 FROM (SELECT "
     "'event type', old.type, substr(old.day, 1, 7) UNION ALL SELECT 'event status', old.status, '' "
     "UNION ALL SELECT 'dyad', (pair ->> 1), '' FROM jsonb_array_elements(old.facets) AS pair WHERE "
     "(pair ->> 0) = 'dyad' UNION ALL SELECT 'deal', (pair ->> 1) || ':' || old.type, substr(old.day, "
     "1, 7) FROM jsonb_array_elements(old.facets) AS pair WHERE (pair ->> 0) = 'dyad') AS one WHERE 1 "
     '= 1 ON CONFLICT (what, value, month) DO UPDATE SET count = tallies.count + -1; DELETE FROM '
     "tallies WHERE count <= 0 AND (what, value, month) IN (SELECT 'event type', old.type, "
     "substr(old.day, 1, 7) UNION ALL SELECT 'event status', old.status, '' UNION ALL SELECT 'dyad', "
     "(pair ->> 1), '' FROM jsonb_array_elements(old.facets) AS pair WHERE (pair ->> 0) = 'dyad' "
     "UNION ALL SELECT 'deal', (pair ->> 1) || ':' || old.type, substr(old.day, 1, 7) FROM "
     "jsonb_array_elements(old.facets) AS pair WHERE (pair ->> 0) = 'dyad'); END IF; RETURN NULL; END "
     '$$'),
    ('CREATE TRIGGER events_counted AFTER INSERT OR DELETE OR UPDATE OF type, status, day, facets ON '
     'events FOR EACH ROW EXECUTE FUNCTION selon_count_events()'),
    ('INSERT INTO tallies (what, value, month, count) SELECT what, value, month, count(*) FROM '
     "(SELECT NULL AS what, NULL AS value, NULL AS month WHERE 1 = 0 UNION ALL SELECT 'claim status', "
     "claims.status, '' FROM claims UNION ALL SELECT 'source kind', (pair ->> 1), '' FROM claims, "
     "jsonb_array_elements(claims.facets) AS pair WHERE (pair ->> 0) = 'source' AND (pair ->> 1) IN "
     "('person', 'official', 'state_media', 'media', 'agency', 'organisation', 'document', 'experts', "
     "'witnesses', 'unnamed', 'rumour') UNION ALL SELECT 'source kind', 'none', '' FROM claims WHERE "
     'NOT EXISTS (SELECT 1 FROM jsonb_array_elements(claims.facets) AS pair WHERE (pair ->> 0) = '
     "'source')) AS counted GROUP BY what, value, month"),
    ('CREATE FUNCTION selon_count_claims() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP <> '
     "'DELETE' THEN INSERT INTO tallies (what, value, month, count) SELECT one.*, 1 FROM (SELECT "
     "'claim status', new.status, '' UNION ALL SELECT 'source kind', (pair ->> 1), '' FROM "
     "jsonb_array_elements(new.facets) AS pair WHERE (pair ->> 0) = 'source' AND (pair ->> 1) IN "
     "('person', 'official', 'state_media', 'media', 'agency', 'organisation', 'document', 'experts', "
     "'witnesses', 'unnamed', 'rumour') UNION ALL SELECT 'source kind', 'none', '' WHERE NOT EXISTS "
     "(SELECT 1 FROM jsonb_array_elements(new.facets) AS pair WHERE (pair ->> 0) = 'source')) AS one "
     'WHERE 1 = 1 ON CONFLICT (what, value, month) DO UPDATE SET count = tallies.count + 1; END IF; '
     "IF TG_OP <> 'INSERT' THEN INSERT INTO tallies (what, value, month, count) SELECT one.*, -1 FROM "
     "(SELECT 'claim status', old.status, '' UNION ALL SELECT 'source kind', (pair ->> 1), '' FROM "
     "jsonb_array_elements(old.facets) AS pair WHERE (pair ->> 0) = 'source' AND (pair ->> 1) IN "
     "('person', 'official', 'state_media', 'media', 'agency', 'organisation', 'document', 'experts', "
     "'witnesses', 'unnamed', 'rumour') UNION ALL SELECT 'source kind', 'none', '' WHERE NOT EXISTS "
     "(SELECT 1 FROM jsonb_array_elements(old.facets) AS pair WHERE (pair ->> 0) = 'source')) AS one "
     'WHERE 1 = 1 ON CONFLICT (what, value, month) DO UPDATE SET count = tallies.count + -1; DELETE '
     "FROM tallies WHERE count <= 0 AND (what, value, month) IN (SELECT 'claim status', old.status, "
     "'' UNION ALL SELECT 'source kind', (pair ->> 1), '' FROM jsonb_array_elements(old.facets) AS "
     "pair WHERE (pair ->> 0) = 'source' AND (pair ->> 1) IN ('person', 'official', 'state_media', "
     "'media', 'agency', 'organisation', 'document', 'experts', 'witnesses', 'unnamed', 'rumour') "
     "UNION ALL SELECT 'source kind', 'none', '' WHERE NOT EXISTS (SELECT 1 FROM "
     "jsonb_array_elements(old.facets) AS pair WHERE (pair ->> 0) = 'source')); END IF; RETURN NULL; "
     'END $$'),
    ('CREATE TRIGGER claims_counted AFTER INSERT OR DELETE OR UPDATE OF status, facets ON claims FOR '
     'EACH ROW EXECUTE FUNCTION selon_count_claims()'),
)
