package exam

import (
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
)

// record keeps a result of this assessment; "" takes it back.
func recordTest(s *step.Host, test string, side anatomy.Side, result string) {
	if result == "" {
		if r := s.Chart().TestOf(s.Assessment, test, side); r != nil {
			_ = s.Remove(clinic.Say("Take back: {{.What}}", clinic.Args{"What": clinic.TestTitle(s.Desk.Catalogue, r)}), r) // the person was told
		}
		return
	}
	op, err := clinic.RecordTest(s.Desk.Env(), s.Desk.Catalogue, s.Chart(), s.Current(), test, side, result)
	if err != nil {
		s.Refuse(err)
		return
	}
	_ = s.Desk.Apply(op)
}

// editTest changes the details of a result as one step, which label calls by the name of the test.
func editTest(s *step.Host, test string, side anatomy.Side, label func(name clinic.Args) clinic.Sentence, change func(*clinic.TestResult)) error {
	r := s.Chart().TestOf(s.Assessment, test, side)
	if r == nil {
		return nil
	}
	changed := *r
	change(&changed)
	return s.Put(label(clinic.Args{"Name": clinic.TestTitle(s.Desk.Catalogue, r)}), &changed)
}

// fillTests records the usual result of the tests that have none yet, on both sides.
func fillTests(s *step.Host, tests []string) {
	if op := fillOperation(s, tests); !op.Empty() {
		_ = s.Desk.Apply(op)
	}
}

// notDoneButton says of what is left that it was not done.
func notDoneButton(t *Step, tests func() []string) *kit.Button {
	return kit.QuietButton("", kit.IconClose, func() {
		if op := leaveOutOperation(t.s, tests()); !op.Empty() {
			_ = t.s.Desk.Apply(op)
		}
	})
}

// showNotDone offers it while something is left.
func showNotDone(b *kit.Button, s *step.Host, tests []string) {
	left := 0
	if !s.Locked() {
		left = len(leaveOutOperation(s, tests).Put)
	}
	b.Hidden = left == 0
	b.SetText(lang.L("The rest not done ({{.Count}})", map[string]any{"Count": left}))
}

func leaveOutOperation(s *step.Host, tests []string) clinic.Operation {
	return clinic.LeaveOutTests(s.Desk.Env(), s.Desk.Catalogue, s.Chart(), s.Current(), tests)
}

func fillOperation(s *step.Host, tests []string) clinic.Operation {
	return clinic.FillTests(s.Desk.Env(), s.Desk.Catalogue, s.Chart(), s.Current(), tests, step.BothSides...)
}

// sideTitle writes the patient's side out.
func sideTitle(side anatomy.Side) string {
	switch side {
	case anatomy.Left:
		return lang.L("Patient’s left")
	case anatomy.Right:
		return lang.L("Patient’s right")
	}
	return ""
}
