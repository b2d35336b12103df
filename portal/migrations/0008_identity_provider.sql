-- Sign-in through the organisation's identity provider. BIGINT and TEXT only, as in the first file;
-- one text for SQLite and PostgreSQL.

-- A way to the provider and back, once. Nonce and PKCE verifier are derived from the state, which is
-- kept as its hash only.
CREATE TABLE identity_attempts (
    state_hash TEXT NOT NULL PRIMARY KEY,
    browser TEXT NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('sign-in', 'confirm')),
    session TEXT,
    device TEXT,
    return_to TEXT NOT NULL,
    created_ms BIGINT NOT NULL
);
CREATE INDEX identity_attempts_by_time ON identity_attempts (created_ms);

-- Who somebody is for an issuer. Another issuer is another beginning.
CREATE TABLE identities (
    issuer TEXT NOT NULL,
    subject_hash TEXT NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (id),
    bound_ms BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject_hash),
    UNIQUE (account, issuer)
);

-- The one PIN that a session may issue since the provider confirmed who it is, for which device.
ALTER TABLE sessions ADD COLUMN pin_confirmed_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN pin_device TEXT;
