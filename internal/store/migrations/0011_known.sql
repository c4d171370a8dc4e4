-- Since when the patient's doctor knows of a finding or of the result of a test, and which results were entered together
-- as usual. What was recorded before has neither.

ALTER TABLE finding ADD COLUMN known_since TEXT;
ALTER TABLE test_result ADD COLUMN entered TEXT NOT NULL DEFAULT '';
ALTER TABLE test_result ADD COLUMN known_since TEXT;
