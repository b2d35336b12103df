-- What a list of users is searched in: user name, display name and e-mail address, folded. Until now
-- nobody had more than a user name. BIGINT and TEXT only, as in the first file.

ALTER TABLE accounts ADD COLUMN searched TEXT NOT NULL DEFAULT '';
UPDATE accounts SET searched = folded_name;
