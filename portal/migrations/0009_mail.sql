-- Notices that are still to be mailed. BIGINT and TEXT only, as in the first file; one text for SQLite
-- and PostgreSQL.

CREATE TABLE mail_outbox (
    -- That of the notice; Message-ID is made of it.
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    -- Where the user was reached when it happened, whoever changes the account later.
    address TEXT NOT NULL,
    kind TEXT NOT NULL,
    device TEXT,
    created_ms BIGINT NOT NULL,
    -- How often an instance has set out to send it.
    attempts BIGINT NOT NULL,
    -- When it is to be tried next; while an instance tries, the end of its lease.
    due_ms BIGINT NOT NULL,
    -- How long it stays where nothing is mailed.
    kept_until_ms BIGINT NOT NULL
);
CREATE INDEX mail_outbox_by_due ON mail_outbox (due_ms);
CREATE INDEX mail_outbox_by_end ON mail_outbox (kept_until_ms);
