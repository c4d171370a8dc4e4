package plan

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
)

func (p *therapist) kept() []clinic.Template {
	p.T.Helper()
	list, err := p.Store.Templates(context.Background())
	if err != nil {
		p.T.Fatal(err)
	}
	return list
}

func TestAPlanBecomesATemplateForAnotherPatient(t *testing.T) {
	p := sit(t, kit.ModeLight)
	p.Tap("Start from a template")
	p.MustSay("The clinic keeps no template yet.", "Make one from a plan that worked well")
	p.Save("templates-none", 1)
	p.Tap("Back")
	p.begin()
	p.Tap("Prone")
	p.agree()
	p.Tap("More about this plan")
	p.Tap("Keep as a template")
	p.Save("template-keep", 1)
	p.Tap("Keep the template")
	p.MustSay("Give the template a name.")
	p.Type("Name of the template", "Tight shoulder")
	p.Type("When is it used?", "First course")
	p.Tap("Keep the template")
	list := p.kept()
	if len(list) != 1 || list[0].Name != "Tight shoulder" || list[0].For != "First course" || len(list[0].Prescriptions) != 1 ||
		list[0].Prescriptions[0].Technique != "petrissage" || list[0].Prescriptions[0].Position != "prone" {
		t.Fatalf("%+v", list)
	}
	if n := len(p.Said); n == 0 || p.Said[n-1] != "Kept as the template “Tight shoulder”." {
		t.Errorf("told %q", p.Said)
	}
	p.UndoIt()
	if n := len(p.kept()); n != 0 {
		t.Fatalf("undo left %d templates", n)
	}
	p.Tap("More about this plan")
	p.Tap("Keep as a template")
	p.Type("Name of the template", "Tight shoulder")
	p.Tap("Keep the template")

	// Another patient, whose right shoulder it is, and who takes blood thinners.
	p.patient, p.assess = p.Desk.NewID(), p.Desk.NewID()
	p.put(
		&clinic.Patient{ID: p.patient, GivenName: "Sam", FamilyName: "Lee", CreatedAt: p.Clock.Now()},
		&clinic.Assessment{ID: p.assess, PatientID: p.patient, Date: "2026-11-23", Type: clinic.AssessmentInitial, CreatedAt: p.Clock.Now()},
		&clinic.Screening{ID: p.Desk.NewID(), PatientID: p.patient, AssessmentID: p.assess, Item: "blood-thinners", Answer: clinic.AnswerYes, At: p.Clock.Now()},
	)
	p.look(1180, 660)
	p.Tap("Start from a template")
	p.MustSay("1 technique, 60 min a session · 4 weekly")
	p.Save("templates", 1)
	p.Tap("Tight shoulder")
	p.MustSay("For which side?", "Petrissage: left upper trapezius")
	p.Tap("Use this template")
	p.MustSay("Choose the side first.")
	p.Tap("Right")
	p.MustSay("Petrissage: right upper trapezius")
	p.Save("template", 1)
	p.Tap("Use this template")
	rx := p.chart().PrescriptionsOf(p.draft().ID)
	if len(rx) != 1 || len(rx[0].Targets) != 1 || rx[0].Targets[0] != (clinic.Target{Structure: "trapezius.upper", Side: anatomy.Right}) || rx[0].Position != "prone" {
		t.Fatalf("%+v", rx)
	}
	p.MustSay("Conflict: say why it stays") // pressure 3 with blood thinners
	p.Save("template-used", 1)
	p.UndoIt()
	p.Settle()
	if n := len(p.chart().PrescriptionsOf(p.draft().ID)); n != 0 {
		t.Errorf("undo left %d techniques", n)
	}
	p.MustSay("Start from a template")
	p.quiet()
}

func TestLookingAfterTemplates(t *testing.T) {
	p := sit(t, kit.ModeDark)
	keep := func(name string) *clinic.Template {
		x := &clinic.Template{
			ID: p.Desk.NewID(), Name: name, Minutes: 45, Phases: []clinic.Phase{{Sessions: 4, EveryDays: 7}}, HomeCare: []string{"neck-turn"}, CreatedAt: p.Clock.Now(),
			Prescriptions: []clinic.TemplateDose{{Technique: "petrissage", Targets: []clinic.Target{}, Pressure: 3, Minutes: 5}},
		}
		p.put(x)
		return x
	}
	neck := keep("Neck")
	keep("Low back")
	p.begin()
	p.Tap("More about this version")
	p.Tap("Templates of the clinic")
	p.Tap("Neck")
	p.MustNotSay("For which side?")
	p.Save("template-dark", 1)
	p.Type("Name", "low back ")
	p.MustSay("There is a template of that name. Give this one another.")
	p.Type("Name", "Neck, gentle")
	p.Type("When is it used?", "Older people")
	p.screen.Leave()
	if x := p.screen.template(neck.ID); x.Name != "Neck, gentle" || x.For != "Older people" {
		t.Errorf("%+v", x)
	}
	p.Tap("Put it away")
	p.MustSay("This template was put away. Bring it back to use it.")
	if p.screen.template(neck.ID).ArchivedAt.IsZero() {
		t.Error("not put away")
	}
	p.Tap("Back")
	p.MustSay("Put away", "Neck, gentle", "Low back")
	p.Tap("Neck, gentle")
	p.Tap("Bring it back")
	if !p.screen.template(neck.ID).ArchivedAt.IsZero() {
		t.Error("not brought back")
	}
	// The plan has a technique; what is there stays, what comes is added, and home care too.
	p.Tap("Use this template")
	c := p.chart()
	plan := c.DraftPlan()
	if rx := c.PrescriptionsOf(plan.ID); len(rx) != 2 || plan.Minutes != 60 {
		t.Errorf("%d minutes, %+v", plan.Minutes, rx)
	}
	if h := c.HomeCareOf(plan.ID); len(h) != 1 || h[0].Exercise != "neck-turn" {
		t.Errorf("%+v", h)
	}
	p.quiet()
}

// A name changed on another machine is shown, and what is being typed here stays.
func TestATemplateChangedElsewhere(t *testing.T) {
	p := sit(t, kit.ModeLight)
	x := &clinic.Template{ID: p.Desk.NewID(), Name: "Neck", Minutes: 45, Phases: []clinic.Phase{}, Prescriptions: []clinic.TemplateDose{}, HomeCare: []string{}, CreatedAt: p.Clock.Now()}
	p.put(x)
	p.screen.after = func(time.Duration, func()) func() { return func() {} }
	p.Tap("Start from a template")
	p.Tap("Neck")
	field := p.Field("When is it used?")
	var entry *kit.Entry
	find(field, &entry)
	entry.SetText("Old")
	other := *x
	other.Name = "Neck and jaw"
	p.put(&other)
	p.MustSay("Neck and jaw")
	if entry.Text != "Old" {
		t.Errorf("the field says %q", entry.Text)
	}
}

func TestATemplateByKeyboard(t *testing.T) {
	p := sit(t, kit.ModeLight)
	p.put(&clinic.Template{
		ID: p.Desk.NewID(), Name: "Neck", Minutes: 45, Phases: []clinic.Phase{{Sessions: 4, EveryDays: 7}}, HomeCare: []string{}, CreatedAt: p.Clock.Now(),
		Prescriptions: []clinic.TemplateDose{{Technique: "petrissage", Targets: []clinic.Target{{Structure: "soleus", Side: anatomy.Left}}, Pressure: 3, Minutes: 5}},
	})
	p.Tap("Start from a template")
	press := func(name string) {
		t.Helper()
		for range 40 {
			p.Tab(1)
			if n, ok := p.Window.Canvas().Focused().(interface{ Name() string }); ok && n.Name() == name {
				p.Key(fyne.KeySpace)
				return
			}
		}
		t.Fatalf("Tab does not lead to %q", name)
	}
	press("Neck")
	for range 40 {
		p.Tab(1)
		if _, ok := p.Window.Canvas().Focused().(*kit.Chips); ok {
			p.Key(fyne.KeyRight, fyne.KeySpace)
			break
		}
	}
	press("Use this template")
	if rx := p.chart().PrescriptionsOf(p.draft().ID); len(rx) != 1 || rx[0].Targets[0].Side != anatomy.Right {
		t.Errorf("%+v", rx)
	}
}
