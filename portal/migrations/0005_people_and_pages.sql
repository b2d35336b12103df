-- What pages and mail need to know of people, and when a session last saw a password or an identity
-- provider. BIGINT and TEXT only, as in the first file; one text for SQLite and PostgreSQL.

ALTER TABLE accounts ADD COLUMN display_name TEXT;
ALTER TABLE accounts ADD COLUMN email TEXT;
ALTER TABLE accounts ADD COLUMN language TEXT CHECK (language IN ('en', 'fr'));

-- A session from before this file has to sign in again for what is dangerous.
ALTER TABLE sessions ADD COLUMN authenticated_ms BIGINT NOT NULL DEFAULT 0;
