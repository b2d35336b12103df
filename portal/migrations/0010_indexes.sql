-- What grows over the years is looked up instead of gone through.
CREATE INDEX one_time_pins_by_device ON one_time_pins (device, issued_ms);
CREATE INDEX notices_by_time ON notices (created_ms);
CREATE INDEX sessions_by_use ON sessions (last_used_ms);
CREATE INDEX devices_by_state_and_enrolment ON devices (state, enrolled_ms, id);

-- Who relies on a key, in the order of ids.
DROP INDEX devices_by_escrow_key;
DROP INDEX devices_by_escrow_key_told;
CREATE INDEX devices_by_escrow_key ON devices (escrow_key_id, state, id);
CREATE INDEX devices_by_escrow_key_told ON devices (escrow_key_told, state, id);
