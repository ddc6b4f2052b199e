-- Created after the initial seeding, which is several times faster than updating the indexes during it. The index of each sort order
-- includes the tie-breakers, so that a page at any offset is read from the index.
CREATE UNIQUE INDEX IF NOT EXISTS logs_by_id         ON logs (id);
CREATE INDEX IF NOT EXISTS        logs_by_created_at ON logs (created_at, id);
CREATE INDEX IF NOT EXISTS        logs_by_provider   ON logs (provider, created_at, id);
CREATE INDEX IF NOT EXISTS        logs_by_model      ON logs (model, created_at, id);
CREATE INDEX IF NOT EXISTS        logs_by_model_type ON logs (model_type, created_at, id);
CREATE INDEX IF NOT EXISTS        logs_by_success    ON logs (success, created_at, id);
CREATE INDEX IF NOT EXISTS        logs_by_cached     ON logs (cached, created_at, id);
CREATE INDEX IF NOT EXISTS        logs_by_cost       ON logs (cost_number, created_at, id);
CREATE INDEX IF NOT EXISTS        logs_by_tokens_in  ON logs (tokens_in, created_at, id);
CREATE INDEX IF NOT EXISTS        logs_by_tokens_out ON logs (tokens_out, created_at, id);
CREATE INDEX IF NOT EXISTS        logs_by_tokens     ON logs (tokens, created_at, id);
CREATE INDEX IF NOT EXISTS        logs_by_duration   ON logs (duration, created_at, id);
CREATE INDEX IF NOT EXISTS        logs_by_feedback   ON logs (feedback, created_at, id);
CREATE INDEX IF NOT EXISTS        logs_by_event_id   ON logs (event_id, created_at, id);
CREATE INDEX IF NOT EXISTS        metadata_by_key    ON log_metadata (key, log);
CREATE INDEX IF NOT EXISTS        metadata_by_value  ON log_metadata (value, log);
CREATE INDEX IF NOT EXISTS        logs_by_deleted_at ON logs (deleted_at) WHERE deleted_at IS NOT NULL;
-- Provides statistics about the selectivity of filters. Without them, the planner always prefers an equality to a range of time.
ANALYZE;
