-- BIGINT and TEXT only, so that the same text serves SQLite and PostgreSQL. Times are milliseconds
-- since 1970-01-01 UTC; bytes are base64url without padding; yes and no are 1 and 0.

CREATE TABLE tenant (
    one BIGINT NOT NULL PRIMARY KEY CHECK (one = 1),
    id TEXT NOT NULL,
    master_key_check TEXT NOT NULL,
    created_ms BIGINT NOT NULL
);

CREATE TABLE escrow_keys (
    id TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('current', 'former')),
    public_key TEXT NOT NULL,
    sealed_private_key TEXT NOT NULL,
    created_ms BIGINT NOT NULL
);
CREATE UNIQUE INDEX escrow_keys_one_current ON escrow_keys (state) WHERE state = 'current';

CREATE TABLE configurations (
    platform TEXT NOT NULL PRIMARY KEY CHECK (platform IN ('ios', 'android')),
    version BIGINT NOT NULL,
    rules TEXT NOT NULL
);

CREATE TABLE configuration_versions (
    platform TEXT NOT NULL REFERENCES configurations (platform),
    version BIGINT NOT NULL,
    rules TEXT NOT NULL,
    changed_ms BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    PRIMARY KEY (platform, version)
);

CREATE TABLE accounts (
    id TEXT NOT NULL PRIMARY KEY,
    role TEXT NOT NULL CHECK (role IN ('user', 'administrator')),
    user_name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    salt TEXT NOT NULL,
    verifier TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    password_set_ms BIGINT NOT NULL,
    UNIQUE (role, folded_name)
);

CREATE TABLE set_up (
    one BIGINT NOT NULL PRIMARY KEY CHECK (one = 1),
    token_hash TEXT NOT NULL,
    used BIGINT NOT NULL
);

CREATE TABLE sessions (
    token_hash TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    created_ms BIGINT NOT NULL,
    last_used_ms BIGINT NOT NULL
);
CREATE INDEX sessions_by_account ON sessions (account);

CREATE TABLE devices (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    state TEXT NOT NULL CHECK (state IN ('active', 'retired')),
    name TEXT NOT NULL,
    platform TEXT NOT NULL CHECK (platform IN ('ios', 'android')),
    app_version TEXT NOT NULL,
    signing_key TEXT NOT NULL,
    generation BIGINT NOT NULL,
    escrow_key_id TEXT,
    enrolled_ms BIGINT NOT NULL,
    last_seen_ms BIGINT NOT NULL
);
CREATE INDEX devices_by_account ON devices (account);

CREATE TABLE one_time_pins (
    id TEXT NOT NULL PRIMARY KEY,
    device TEXT NOT NULL REFERENCES devices (id),
    account TEXT NOT NULL REFERENCES accounts (id),
    state TEXT NOT NULL CHECK (state IN ('live', 'used', 'cancelled', 'expired', 'exhausted')),
    verifier TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    issued_ms BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL,
    spent_by TEXT
);
CREATE UNIQUE INDEX one_time_pins_one_live ON one_time_pins (device) WHERE state = 'live';
CREATE INDEX one_time_pins_by_account ON one_time_pins (account, issued_ms);

CREATE TABLE kept_answers (
    device TEXT NOT NULL REFERENCES devices (id),
    request_id TEXT NOT NULL,
    request_digest TEXT NOT NULL,
    answer TEXT NOT NULL,
    expires_ms BIGINT NOT NULL,
    PRIMARY KEY (device, request_id)
);

CREATE TABLE used_nonces (
    nonce TEXT NOT NULL PRIMARY KEY,
    expires_ms BIGINT NOT NULL
);
CREATE INDEX used_nonces_by_expiry ON used_nonces (expires_ms);

CREATE TABLE buckets (
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    failures BIGINT NOT NULL,
    window_start_ms BIGINT NOT NULL,
    PRIMARY KEY (kind, source)
);

CREATE TABLE known_sources (
    source TEXT NOT NULL PRIMARY KEY,
    last_success_ms BIGINT NOT NULL
);

CREATE TABLE audit_head (
    one BIGINT NOT NULL PRIMARY KEY CHECK (one = 1),
    sequence BIGINT NOT NULL,
    hash TEXT NOT NULL
);

CREATE TABLE audit (
    sequence BIGINT NOT NULL PRIMARY KEY,
    time_ms BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    device TEXT,
    account TEXT,
    reason TEXT,
    detail TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
);
