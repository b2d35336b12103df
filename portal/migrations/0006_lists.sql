-- What long lists of devices and of the audit trail are read by: each is a beginning that is equal,
-- then the order of the list. One text for SQLite and PostgreSQL.

DROP INDEX devices_by_account;
CREATE INDEX devices_by_account ON devices (account, id);
CREATE INDEX devices_by_enrolment ON devices (enrolled_ms, id);
-- Lists leave the retired out unless they are asked for.
CREATE INDEX devices_by_last_seen ON devices (last_seen_ms, id) WHERE state <> 'retired';
CREATE INDEX devices_by_name ON devices (LOWER(name), id) WHERE state <> 'retired';
CREATE INDEX devices_by_state ON devices (state, last_seen_ms, id, platform);
CREATE INDEX devices_by_state_and_name ON devices (state, LOWER(name), id);

CREATE INDEX audit_by_action ON audit (action, sequence);
-- The first part of an action, with its dot.
CREATE INDEX audit_by_area ON audit (RTRIM(action, 'abcdefghijklmnopqrstuvwxyz_'), sequence);
CREATE INDEX audit_by_actor ON audit (actor, sequence);
CREATE INDEX audit_by_device ON audit (device, sequence) WHERE device IS NOT NULL;
CREATE INDEX audit_by_account ON audit (account, sequence) WHERE account IS NOT NULL;
CREATE INDEX audit_by_reason ON audit (reason, sequence) WHERE reason IS NOT NULL;

-- Between which times each thousand lines were written: from a time to sequence numbers, whatever
-- clocks did. Nothing is proved by it.
CREATE TABLE audit_spans (
    span BIGINT NOT NULL PRIMARY KEY,
    oldest_ms BIGINT NOT NULL,
    newest_ms BIGINT NOT NULL
);
INSERT INTO audit_spans (span, oldest_ms, newest_ms)
    SELECT sequence / 1000, MIN(time_ms), MAX(time_ms) FROM audit GROUP BY sequence / 1000;
