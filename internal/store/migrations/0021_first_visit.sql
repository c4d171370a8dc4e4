-- An appointment type may be one for the first visit alone: whoever comes again is not offered it.

ALTER TABLE service ADD COLUMN first_visit INTEGER NOT NULL DEFAULT 0;
