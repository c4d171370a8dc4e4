-- A problem of a plan may be about what was measured or tested, and not only about a finding.

ALTER TABLE problem ADD COLUMN measurement_id TEXT REFERENCES measurement (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE problem ADD COLUMN test_result_id TEXT REFERENCES test_result (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX problem_measurement ON problem (measurement_id);
CREATE INDEX problem_test_result ON problem (test_result_id);
