-- Commands to devices and their retirement, AppConnect Unlock, rotation of escrow keys.
--
-- SQLite cannot alter a CHECK: a column that has one makes way for another with the same name.

ALTER TABLE devices ADD COLUMN life TEXT NOT NULL DEFAULT 'active'
    CHECK (life IN ('active', 'retiring', 'retired'));
UPDATE devices SET life = state;
ALTER TABLE devices DROP COLUMN state;
ALTER TABLE devices RENAME COLUMN life TO state;
ALTER TABLE devices ADD COLUMN retiring_ms BIGINT;
ALTER TABLE devices ADD COLUMN retired_ms BIGINT;
ALTER TABLE devices ADD COLUMN commands_issued BIGINT NOT NULL DEFAULT 0;
ALTER TABLE devices ADD COLUMN commands_done BIGINT NOT NULL DEFAULT 0;

CREATE TABLE commands (
    device TEXT NOT NULL REFERENCES devices (id),
    sequence BIGINT NOT NULL,
    command TEXT NOT NULL CHECK (command IN ('lock', 'appconnect-unlock', 'retire')),
    state TEXT NOT NULL
        CHECK (state IN ('waiting', 'done', 'superseded', 'cancelled', 'expired')),
    asked_ms BIGINT NOT NULL,
    asked_by TEXT NOT NULL,
    delivered_ms BIGINT,
    ended_ms BIGINT,
    PRIMARY KEY (device, sequence)
);
CREATE UNIQUE INDEX commands_one_waiting ON commands (device, command) WHERE state = 'waiting';

CREATE TABLE grants (
    id TEXT NOT NULL PRIMARY KEY,
    device TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('live', 'used', 'cancelled', 'expired', 'exhausted')),
    password_asked BIGINT NOT NULL CHECK (password_asked IN (0, 1)),
    reason TEXT,
    attempts BIGINT NOT NULL,
    issued_ms BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL,
    spent_by TEXT,
    UNIQUE (device, sequence),
    FOREIGN KEY (device, sequence) REFERENCES commands (device, sequence)
);
CREATE UNIQUE INDEX grants_one_live ON grants (device) WHERE state = 'live';

-- The key that a device was last told: it may have sealed to it without having reported so yet.
-- There has been one key until now.
ALTER TABLE devices ADD COLUMN escrow_key_told TEXT;
UPDATE devices SET escrow_key_told = (SELECT id FROM escrow_keys);
CREATE INDEX devices_by_escrow_key ON devices (escrow_key_id);
CREATE INDEX devices_by_escrow_key_told ON devices (escrow_key_told);

DROP INDEX escrow_keys_one_current;
ALTER TABLE escrow_keys ADD COLUMN life TEXT NOT NULL DEFAULT 'former'
    CHECK (life IN ('current', 'former', 'destroyed'));
UPDATE escrow_keys SET life = state;
ALTER TABLE escrow_keys DROP COLUMN state;
ALTER TABLE escrow_keys RENAME COLUMN life TO state;
ALTER TABLE escrow_keys ADD COLUMN destroyed_ms BIGINT;
CREATE UNIQUE INDEX escrow_keys_one_current ON escrow_keys (state) WHERE state = 'current';
