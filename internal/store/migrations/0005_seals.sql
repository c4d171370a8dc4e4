-- The database itself refuses what would change a record that is closed: one that is signed, agreed to or handed
-- back, and whatever belongs to it. The program asks clinic.Record.Locks before; this holds for every other way in.
-- The history grows at its end only.

CREATE TRIGGER operation_follows_the_last BEFORE INSERT ON operation
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM operation)
BEGIN SELECT raise(ABORT, 'operations are numbered one after the other'); END;

CREATE TRIGGER assessment_is_not_changed_once_closed BEFORE UPDATE ON assessment
WHEN OLD.signed_at IS NOT NULL
BEGIN SELECT raise(ABORT, 'a signed assessment is never changed'); END;

CREATE TRIGGER assessment_is_not_removed_once_closed BEFORE DELETE ON assessment
WHEN OLD.signed_at IS NOT NULL
BEGIN SELECT raise(ABORT, 'a signed assessment is never removed'); END;

CREATE TRIGGER session_is_not_changed_once_closed BEFORE UPDATE ON session
WHEN OLD.signed_at IS NOT NULL
BEGIN SELECT raise(ABORT, 'a signed session is never changed'); END;

CREATE TRIGGER session_is_not_removed_once_closed BEFORE DELETE ON session
WHEN OLD.signed_at IS NOT NULL
BEGIN SELECT raise(ABORT, 'a signed session is never removed'); END;

CREATE TRIGGER plan_is_not_changed_once_closed BEFORE UPDATE ON plan
WHEN OLD.agreed_at IS NOT NULL
BEGIN SELECT raise(ABORT, 'an agreed plan is never changed'); END;

CREATE TRIGGER plan_is_not_removed_once_closed BEFORE DELETE ON plan
WHEN OLD.agreed_at IS NOT NULL
BEGIN SELECT raise(ABORT, 'an agreed plan is never removed'); END;

CREATE TRIGGER form_answers_is_not_changed_once_closed BEFORE UPDATE ON form_answers
WHEN OLD.finished_at IS NOT NULL
BEGIN SELECT raise(ABORT, 'a questionnaire that was handed back is never changed'); END;

CREATE TRIGGER form_answers_is_not_removed_once_closed BEFORE DELETE ON form_answers
WHEN OLD.finished_at IS NOT NULL
BEGIN SELECT raise(ABORT, 'a questionnaire that was handed back is never removed'); END;

CREATE TRIGGER screening_is_not_added_to_what_is_closed BEFORE INSERT ON screening
WHEN EXISTS (SELECT 1 FROM assessment WHERE id = NEW.assessment_id AND signed_at IS NOT NULL)
	OR EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND signed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'nothing is added to a signed assessment or session'); END;

CREATE TRIGGER screening_is_not_changed_in_what_is_closed BEFORE UPDATE ON screening
WHEN EXISTS (SELECT 1 FROM assessment WHERE id IN (OLD.assessment_id, NEW.assessment_id) AND signed_at IS NOT NULL)
	OR EXISTS (SELECT 1 FROM session WHERE id IN (OLD.session_id, NEW.session_id) AND signed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'what belongs to a signed assessment or session is never changed'); END;

CREATE TRIGGER screening_is_not_removed_in_what_is_closed BEFORE DELETE ON screening
WHEN EXISTS (SELECT 1 FROM assessment WHERE id = OLD.assessment_id AND signed_at IS NOT NULL)
	OR EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND signed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'what belongs to a signed assessment or session is never removed'); END;

CREATE TRIGGER finding_is_not_added_to_what_is_closed BEFORE INSERT ON finding
WHEN EXISTS (SELECT 1 FROM assessment WHERE id = NEW.assessment_id AND signed_at IS NOT NULL)
	OR EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND signed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'nothing is added to a signed assessment or session'); END;

CREATE TRIGGER finding_is_not_changed_in_what_is_closed BEFORE UPDATE ON finding
WHEN EXISTS (SELECT 1 FROM assessment WHERE id IN (OLD.assessment_id, NEW.assessment_id) AND signed_at IS NOT NULL)
	OR EXISTS (SELECT 1 FROM session WHERE id IN (OLD.session_id, NEW.session_id) AND signed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'what belongs to a signed assessment or session is never changed'); END;

CREATE TRIGGER finding_is_not_removed_in_what_is_closed BEFORE DELETE ON finding
WHEN EXISTS (SELECT 1 FROM assessment WHERE id = OLD.assessment_id AND signed_at IS NOT NULL)
	OR EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND signed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'what belongs to a signed assessment or session is never removed'); END;

CREATE TRIGGER stroke_is_not_added_to_what_is_closed BEFORE INSERT ON stroke
WHEN EXISTS (SELECT 1 FROM assessment WHERE id = NEW.assessment_id AND signed_at IS NOT NULL)
	OR EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND signed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'nothing is added to a signed assessment or session'); END;

CREATE TRIGGER stroke_is_not_changed_in_what_is_closed BEFORE UPDATE ON stroke
WHEN EXISTS (SELECT 1 FROM assessment WHERE id IN (OLD.assessment_id, NEW.assessment_id) AND signed_at IS NOT NULL)
	OR EXISTS (SELECT 1 FROM session WHERE id IN (OLD.session_id, NEW.session_id) AND signed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'what belongs to a signed assessment or session is never changed'); END;

CREATE TRIGGER stroke_is_not_removed_in_what_is_closed BEFORE DELETE ON stroke
WHEN EXISTS (SELECT 1 FROM assessment WHERE id = OLD.assessment_id AND signed_at IS NOT NULL)
	OR EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND signed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'what belongs to a signed assessment or session is never removed'); END;

CREATE TRIGGER measurement_is_not_added_to_what_is_closed BEFORE INSERT ON measurement
WHEN EXISTS (SELECT 1 FROM assessment WHERE id = NEW.assessment_id AND signed_at IS NOT NULL)
	OR EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND signed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'nothing is added to a signed assessment or session'); END;

CREATE TRIGGER measurement_is_not_changed_in_what_is_closed BEFORE UPDATE ON measurement
WHEN EXISTS (SELECT 1 FROM assessment WHERE id IN (OLD.assessment_id, NEW.assessment_id) AND signed_at IS NOT NULL)
	OR EXISTS (SELECT 1 FROM session WHERE id IN (OLD.session_id, NEW.session_id) AND signed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'what belongs to a signed assessment or session is never changed'); END;

CREATE TRIGGER measurement_is_not_removed_in_what_is_closed BEFORE DELETE ON measurement
WHEN EXISTS (SELECT 1 FROM assessment WHERE id = OLD.assessment_id AND signed_at IS NOT NULL)
	OR EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND signed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'what belongs to a signed assessment or session is never removed'); END;

CREATE TRIGGER test_result_is_not_added_to_what_is_closed BEFORE INSERT ON test_result
WHEN EXISTS (SELECT 1 FROM assessment WHERE id = NEW.assessment_id AND signed_at IS NOT NULL)
	OR EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND signed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'nothing is added to a signed assessment or session'); END;

CREATE TRIGGER test_result_is_not_changed_in_what_is_closed BEFORE UPDATE ON test_result
WHEN EXISTS (SELECT 1 FROM assessment WHERE id IN (OLD.assessment_id, NEW.assessment_id) AND signed_at IS NOT NULL)
	OR EXISTS (SELECT 1 FROM session WHERE id IN (OLD.session_id, NEW.session_id) AND signed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'what belongs to a signed assessment or session is never changed'); END;

CREATE TRIGGER test_result_is_not_removed_in_what_is_closed BEFORE DELETE ON test_result
WHEN EXISTS (SELECT 1 FROM assessment WHERE id = OLD.assessment_id AND signed_at IS NOT NULL)
	OR EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND signed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'what belongs to a signed assessment or session is never removed'); END;

CREATE TRIGGER form_answers_is_not_added_to_what_is_closed BEFORE INSERT ON form_answers
WHEN EXISTS (SELECT 1 FROM assessment WHERE id = NEW.assessment_id AND signed_at IS NOT NULL)
	OR EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND signed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'nothing is added to a signed assessment or session'); END;

CREATE TRIGGER form_answers_is_not_changed_in_what_is_closed BEFORE UPDATE ON form_answers
WHEN EXISTS (SELECT 1 FROM assessment WHERE id IN (OLD.assessment_id, NEW.assessment_id) AND signed_at IS NOT NULL)
	OR EXISTS (SELECT 1 FROM session WHERE id IN (OLD.session_id, NEW.session_id) AND signed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'what belongs to a signed assessment or session is never changed'); END;

CREATE TRIGGER form_answers_is_not_removed_in_what_is_closed BEFORE DELETE ON form_answers
WHEN EXISTS (SELECT 1 FROM assessment WHERE id = OLD.assessment_id AND signed_at IS NOT NULL)
	OR EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND signed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'what belongs to a signed assessment or session is never removed'); END;

CREATE TRIGGER treatment_is_not_added_to_what_is_closed BEFORE INSERT ON treatment
WHEN EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND signed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'nothing is added to a signed session'); END;

CREATE TRIGGER treatment_is_not_changed_in_what_is_closed BEFORE UPDATE ON treatment
WHEN EXISTS (SELECT 1 FROM session WHERE id IN (OLD.session_id, NEW.session_id) AND signed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'what belongs to a signed session is never changed'); END;

CREATE TRIGGER treatment_is_not_removed_in_what_is_closed BEFORE DELETE ON treatment
WHEN EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND signed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'what belongs to a signed session is never removed'); END;

CREATE TRIGGER problem_is_not_added_to_what_is_closed BEFORE INSERT ON problem
WHEN EXISTS (SELECT 1 FROM plan WHERE id = NEW.plan_id AND agreed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'nothing is added to an agreed plan'); END;

CREATE TRIGGER problem_is_not_changed_in_what_is_closed BEFORE UPDATE ON problem
WHEN EXISTS (SELECT 1 FROM plan WHERE id IN (OLD.plan_id, NEW.plan_id) AND agreed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'what belongs to an agreed plan is never changed'); END;

CREATE TRIGGER problem_is_not_removed_in_what_is_closed BEFORE DELETE ON problem
WHEN EXISTS (SELECT 1 FROM plan WHERE id = OLD.plan_id AND agreed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'what belongs to an agreed plan is never removed'); END;

CREATE TRIGGER goal_is_not_added_to_what_is_closed BEFORE INSERT ON goal
WHEN EXISTS (SELECT 1 FROM plan WHERE id = NEW.plan_id AND agreed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'nothing is added to an agreed plan'); END;

CREATE TRIGGER goal_is_not_changed_in_what_is_closed BEFORE UPDATE ON goal
WHEN EXISTS (SELECT 1 FROM plan WHERE id IN (OLD.plan_id, NEW.plan_id) AND agreed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'what belongs to an agreed plan is never changed'); END;

CREATE TRIGGER goal_is_not_removed_in_what_is_closed BEFORE DELETE ON goal
WHEN EXISTS (SELECT 1 FROM plan WHERE id = OLD.plan_id AND agreed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'what belongs to an agreed plan is never removed'); END;

CREATE TRIGGER prescription_is_not_added_to_what_is_closed BEFORE INSERT ON prescription
WHEN EXISTS (SELECT 1 FROM plan WHERE id = NEW.plan_id AND agreed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'nothing is added to an agreed plan'); END;

CREATE TRIGGER prescription_is_not_changed_in_what_is_closed BEFORE UPDATE ON prescription
WHEN EXISTS (SELECT 1 FROM plan WHERE id IN (OLD.plan_id, NEW.plan_id) AND agreed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'what belongs to an agreed plan is never changed'); END;

CREATE TRIGGER prescription_is_not_removed_in_what_is_closed BEFORE DELETE ON prescription
WHEN EXISTS (SELECT 1 FROM plan WHERE id = OLD.plan_id AND agreed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'what belongs to an agreed plan is never removed'); END;

CREATE TRIGGER home_care_is_not_added_to_what_is_closed BEFORE INSERT ON home_care
WHEN EXISTS (SELECT 1 FROM plan WHERE id = NEW.plan_id AND agreed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'nothing is added to an agreed plan'); END;

CREATE TRIGGER home_care_is_not_changed_in_what_is_closed BEFORE UPDATE ON home_care
WHEN EXISTS (SELECT 1 FROM plan WHERE id IN (OLD.plan_id, NEW.plan_id) AND agreed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'what belongs to an agreed plan is never changed'); END;

CREATE TRIGGER home_care_is_not_removed_in_what_is_closed BEFORE DELETE ON home_care
WHEN EXISTS (SELECT 1 FROM plan WHERE id = OLD.plan_id AND agreed_at IS NOT NULL)
BEGIN SELECT raise(ABORT, 'what belongs to an agreed plan is never removed'); END;
