-- What has run out is looked for at every correct password: without an index, through the whole table.
CREATE INDEX known_sources_by_last_success ON known_sources (last_success_ms);
