-- Safety questions are asked in groups as well as one by one, an answer has fields of its own, and what was tapped in the
-- history is a code that rules read. What was kept before stays as it is: each answer for itself, with none of these.

ALTER TABLE screening ADD COLUMN covers TEXT NOT NULL DEFAULT '[]'; -- the questions that were denied together with it
ALTER TABLE screening ADD COLUMN details TEXT NOT NULL DEFAULT '[]'; -- names and values
ALTER TABLE assessment ADD COLUMN told TEXT NOT NULL DEFAULT '[]'; -- codes of what the history says
