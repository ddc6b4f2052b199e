-- Column names and values are those of the API, except that times are milliseconds since 1970 and booleans 0 and 1. AUTOINCREMENT, here and
-- below, prevents the number of a deleted row from being reused.
CREATE TABLE IF NOT EXISTS logs (
    seq                   INTEGER PRIMARY KEY AUTOINCREMENT,
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
    -- Derived from the columns above for comparisons and indexes. SQLite cannot use generated columns in a covering index.
    cost_number           REAL,
    tokens                INTEGER NOT NULL,
    -- When the row was written, and when a delayed deletion takes effect.
    written_at            INTEGER NOT NULL,
    deleted_at            INTEGER
);

CREATE TABLE IF NOT EXISTS bodies (
    body         INTEGER PRIMARY KEY AUTOINCREMENT,
    log          INTEGER NOT NULL,
    side         TEXT    NOT NULL CHECK (side IN ('request', 'response')),
    content_type TEXT    NOT NULL,
    is_json      INTEGER NOT NULL,
    content      BLOB    NOT NULL,
    UNIQUE (log, side)
);

-- Every log that was ever added, with SHA-256 hashes. Written independently of the rows, so that the two can be compared.
CREATE TABLE IF NOT EXISTS ledger (
    seq             INTEGER PRIMARY KEY,
    id              TEXT    NOT NULL,
    created_at      INTEGER NOT NULL,
    written_at      INTEGER NOT NULL,
    deleted_at      INTEGER,
    row_sha256      BLOB    NOT NULL,
    request_sha256  BLOB,
    response_sha256 BLOB
);

-- The entries of logs.metadata, one per row, so that metadata filters can use an index. Only the triggers below write to this table.
CREATE TABLE IF NOT EXISTS log_metadata (
    log   INTEGER NOT NULL,
    key   TEXT    NOT NULL,
    value TEXT,
    PRIMARY KEY (log, key)
) WITHOUT ROWID;

-- Numbers keep their spelling, which json_each does not preserve (1.50 becomes 1.5).
CREATE VIEW IF NOT EXISTS metadata_entries AS
SELECT logs.seq AS log, entry.key, CASE
    WHEN entry.type IN ('true', 'false') THEN entry.type
    WHEN entry.type IN ('integer', 'real') THEN coalesce(logs.metadata -> entry.fullkey, entry.value)
    ELSE entry.value
END AS value
FROM logs, json_each(logs.metadata) AS entry
WHERE json_type(logs.metadata) = 'object';

CREATE TRIGGER IF NOT EXISTS log_inserted AFTER INSERT ON logs WHEN new.metadata IS NOT NULL
BEGIN
    INSERT OR REPLACE INTO log_metadata (log, key, value) SELECT log, key, value FROM metadata_entries WHERE log = new.seq;
END;

CREATE TRIGGER IF NOT EXISTS log_metadata_updated AFTER UPDATE OF metadata ON logs
BEGIN
    DELETE FROM log_metadata WHERE log = old.seq;
    INSERT OR REPLACE INTO log_metadata (log, key, value) SELECT log, key, value FROM metadata_entries WHERE log = new.seq;
END;

CREATE TRIGGER IF NOT EXISTS log_deleted AFTER DELETE ON logs
BEGIN
    DELETE FROM bodies WHERE log = old.seq;
    DELETE FROM log_metadata WHERE log = old.seq;
END;
