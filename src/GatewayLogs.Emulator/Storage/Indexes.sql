-- Made after the first seeding, which is several times faster than keeping them up during it.
-- Each ordering's index ends in the tie-breaks, so that a page at any depth is read off the index.
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
CREATE INDEX IF NOT EXISTS        logs_vanishing     ON logs (vanishes_at) WHERE vanishes_at IS NOT NULL;
-- So that the planner knows what a filter leaves over. Without it, it takes an equality for rarer than a range of time, always.
ANALYZE;
