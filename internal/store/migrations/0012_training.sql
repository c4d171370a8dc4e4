-- Who is trained in what a technique asks for, and the words in which consent was asked. A decision from before has none: it
-- was asked in the words that stood in the tables then.

ALTER TABLE practitioner ADD COLUMN trained TEXT NOT NULL DEFAULT '[]'; -- JSON, codes of techniques
ALTER TABLE consent ADD COLUMN told TEXT NOT NULL DEFAULT '[]'; -- JSON
