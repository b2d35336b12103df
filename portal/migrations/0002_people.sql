-- Groups of users, configurations as things of their own, roles of staff, how users sign in, notices.
-- BIGINT and TEXT only, as in the first file; one text for SQLite and PostgreSQL.

CREATE TABLE user_groups (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL UNIQUE,
    created_ms BIGINT NOT NULL
);

CREATE TABLE group_members (
    user_group TEXT NOT NULL REFERENCES user_groups (id),
    account TEXT NOT NULL REFERENCES accounts (id),
    PRIMARY KEY (user_group, account)
);
CREATE INDEX group_members_by_account ON group_members (account);

ALTER TABLE configuration_versions RENAME TO former_configuration_versions;
ALTER TABLE configurations RENAME TO former_configurations;

-- Place 0 is the platform's default; the others stand from 1 on, the one that wins first.
CREATE TABLE configurations (
    id TEXT NOT NULL PRIMARY KEY,
    platform TEXT NOT NULL CHECK (platform IN ('ios', 'android')),
    place BIGINT NOT NULL,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL UNIQUE,
    version BIGINT NOT NULL,
    rules TEXT NOT NULL,
    UNIQUE (platform, place)
);
INSERT INTO configurations (id, platform, place, name, folded_name, version, rules)
    SELECT platform, platform, 0,
        CASE platform WHEN 'ios' THEN 'Default iOS' ELSE 'Default Android' END,
        CASE platform WHEN 'ios' THEN 'default ios' ELSE 'default android' END,
        version, rules
    FROM former_configurations;

CREATE TABLE configuration_versions (
    configuration TEXT NOT NULL REFERENCES configurations (id),
    version BIGINT NOT NULL,
    rules TEXT NOT NULL,
    changed_ms BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    PRIMARY KEY (configuration, version)
);
INSERT INTO configuration_versions (configuration, version, rules, changed_ms, changed_by)
    SELECT platform, version, rules, changed_ms, changed_by FROM former_configuration_versions;

DROP TABLE former_configuration_versions;
DROP TABLE former_configurations;

CREATE TABLE configuration_groups (
    configuration TEXT NOT NULL REFERENCES configurations (id),
    user_group TEXT NOT NULL REFERENCES user_groups (id),
    PRIMARY KEY (configuration, user_group)
);
CREATE INDEX configuration_groups_by_group ON configuration_groups (user_group);

-- What the first file calls the role 'administrator' is staff of any kind from now on.
ALTER TABLE accounts ADD COLUMN staff_role TEXT
    CHECK (staff_role IN ('administrator', 'help-desk', 'auditor'));
UPDATE accounts SET staff_role = 'administrator' WHERE role = 'administrator';
ALTER TABLE accounts ADD COLUMN disabled BIGINT NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1));
ALTER TABLE accounts ADD COLUMN sign_in TEXT NOT NULL DEFAULT 'password'
    CHECK (sign_in IN ('password', 'identity-provider', 'second-factor'));

CREATE TABLE notices (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    sequence BIGINT NOT NULL,
    kind TEXT NOT NULL,
    device TEXT,
    created_ms BIGINT NOT NULL,
    read BIGINT NOT NULL CHECK (read IN (0, 1))
);
CREATE INDEX notices_by_account ON notices (account, created_ms);
