-- What rules depend on is a field of a record, and no line of its notes. The program fills these columns from the
-- lines that it wrote before. The history keeps those as they were written, and they are read in the same way there.

ALTER TABLE screening ADD COLUMN decision TEXT NOT NULL DEFAULT '';
ALTER TABLE screening ADD COLUMN side TEXT NOT NULL DEFAULT '';
ALTER TABLE screening ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE form_answers ADD COLUMN side TEXT NOT NULL DEFAULT '';
ALTER TABLE finding ADD COLUMN signs TEXT NOT NULL DEFAULT '[]';
ALTER TABLE finding ADD COLUMN pattern TEXT NOT NULL DEFAULT '';
ALTER TABLE prescription ADD COLUMN dose_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE measurement ADD COLUMN colour TEXT NOT NULL DEFAULT '';
ALTER TABLE form_answers ADD COLUMN activities TEXT NOT NULL DEFAULT '[]';
ALTER TABLE measurement ADD COLUMN protocol TEXT NOT NULL DEFAULT '';
ALTER TABLE measurement ADD COLUMN level_cm REAL;
ALTER TABLE measurement ADD COLUMN from_cm REAL;
ALTER TABLE measurement ADD COLUMN to_cm REAL;
ALTER TABLE goal ADD COLUMN protocol TEXT NOT NULL DEFAULT '';
ALTER TABLE goal ADD COLUMN level_cm REAL;
ALTER TABLE goal ADD COLUMN from_cm REAL;
ALTER TABLE goal ADD COLUMN to_cm REAL;
ALTER TABLE consent ADD COLUMN relation_code TEXT NOT NULL DEFAULT '';
ALTER TABLE plan ADD COLUMN agreed_as TEXT NOT NULL DEFAULT '';
