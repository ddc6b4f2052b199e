-- Columns carry the wire's names and are kept as the wire spells them; times are milliseconds since 1970, booleans 0 and 1.
CREATE TABLE IF NOT EXISTS logs (
    seq                   INTEGER PRIMARY KEY,
    id                    TEXT    NOT NULL,
    created_at            INTEGER NOT NULL,
    updated_at            INTEGER NOT NULL,
    provider              TEXT    NOT NULL,
    model                 TEXT    NOT NULL,
    model_type            TEXT    NOT NULL,
    path                  TEXT    NOT NULL,
    duration              INTEGER NOT NULL,
    success               INTEGER NOT NULL,
    cached                INTEGER NOT NULL,
    tokens_in             INTEGER,
    tokens_out            INTEGER,
    cost                  TEXT    CHECK (json_valid(cost)),
    custom_cost           INTEGER NOT NULL,
    metadata              TEXT    CHECK (json_valid(metadata)),
    status_code           INTEGER NOT NULL,
    step                  INTEGER NOT NULL,
    request_type          TEXT    NOT NULL,
    request_content_type  TEXT    NOT NULL,
    response_content_type TEXT    NOT NULL,
    event_id              TEXT    NOT NULL,
    timings               TEXT    CHECK (json_valid(timings)),
    location              TEXT    CHECK (json_valid(location)),
    feedback              NUMERIC,
    score                 NUMERIC,
    authentication        INTEGER NOT NULL,
    wholesale             INTEGER NOT NULL,
    compatibility_mode    INTEGER NOT NULL,
    user_agent            TEXT    NOT NULL,
    usage_metadata        TEXT    CHECK (json_valid(usage_metadata)),
    dlp_action            TEXT    NOT NULL,
    dlp_profiles          TEXT    CHECK (json_valid(dlp_profiles)),
    -- The text keeps a cost's digits, the number compares it.
    cost_number           REAL    AS (CAST(cost AS REAL)) VIRTUAL,
    tokens                INTEGER AS (coalesce(tokens_in, 0) + coalesce(tokens_out, 0)) VIRTUAL
);

CREATE TABLE IF NOT EXISTS bodies (
    log          INTEGER NOT NULL,
    side         TEXT    NOT NULL CHECK (side IN ('request', 'response')),
    content_type TEXT    NOT NULL,
    is_json      INTEGER NOT NULL,
    content      BLOB    NOT NULL,
    PRIMARY KEY (log, side)
);

-- What logs.metadata says, one row an entry, so that metadata filters have indexes. Only the triggers below write here.
CREATE TABLE IF NOT EXISTS log_metadata (
    log   INTEGER NOT NULL,
    key   TEXT    NOT NULL,
    value TEXT,
    PRIMARY KEY (log, key)
) WITHOUT ROWID;

CREATE TRIGGER IF NOT EXISTS log_inserted AFTER INSERT ON logs WHEN json_type(new.metadata) = 'object'
BEGIN
    INSERT OR REPLACE INTO log_metadata (log, key, value)
    SELECT new.seq, entry.key, iif(entry.type IN ('true', 'false'), entry.type, entry.value) FROM json_each(new.metadata) AS entry;
END;

CREATE TRIGGER IF NOT EXISTS log_metadata_updated AFTER UPDATE OF metadata ON logs
BEGIN
    DELETE FROM log_metadata WHERE log = old.seq;
    INSERT OR REPLACE INTO log_metadata (log, key, value)
    SELECT new.seq, entry.key, iif(entry.type IN ('true', 'false'), entry.type, entry.value)
    FROM json_each(iif(json_type(new.metadata) = 'object', new.metadata, '{}')) AS entry;
END;

CREATE TRIGGER IF NOT EXISTS log_deleted AFTER DELETE ON logs
BEGIN
    DELETE FROM bodies WHERE log = old.seq;
    DELETE FROM log_metadata WHERE log = old.seq;
END;
