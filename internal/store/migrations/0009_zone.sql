-- The clinic has its days by a time zone of its own, and not by that of each machine. One that had none gets it with its
-- next change of details.

ALTER TABLE clinic ADD COLUMN zone TEXT NOT NULL DEFAULT ''; -- an IANA name, or ''
