package plan

import (
	"context"
	"testing"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/kit"
)

func TestTheAgreementIsConfirmed(t *testing.T) {
	p := sit(t, kit.ModeLight)
	plan := p.begin()
	link := desktest.NewLink(p.Store)
	link.Near[p.patient] = true
	remote := desktest.NewRemote(t, p.Store, link)
	p.Desk.Store, p.Desk.Link = remote, link
	p.agree()
	p.MustSay("Being confirmed…")
	if p.chart().Plan(plan.ID).Agreed() {
		t.Error("agreed before it was confirmed")
	}
	remote.DoAll()
	p.Settle()
	p.MustSay("Print", "Agreed on 23 November 2026")
	if !p.chart().Plan(plan.ID).Agreed() {
		t.Error("not agreed")
	}
	p.quiet()
}

// What is being typed when somebody else ends the draft is said, not dropped.
func TestAgreedElsewhereWhileWriting(t *testing.T) {
	p := sit(t, kit.ModeLight)
	plan := *p.begin()
	p.screen.after = func(time.Duration, func()) func() { return func() {} }
	summary := p.screen.newText("plan.test", "summary", "Summary", "", 1, func(string) error { return nil })
	held := p.screen.texts["plan.test"]
	if held != summary {
		t.Fatal("the field is not the screen's")
	}
	summary.Entry.SetText("Neck and shoulders")
	plan.AgreedAt, plan.AgreedBy, plan.AgreedHow = p.Clock.Now(), "Sam", "spoken"
	if _, err := p.Store.Apply(context.Background(), clinic.Operation{Label: clinic.Say("agree"), Put: []clinic.Record{&plan}}); err != nil {
		t.Fatal(err)
	}
	if len(p.Warned) != 1 || p.Warned[0] != "This version was closed while you were writing in it. Not kept: Summary: Neck and shoulders" {
		t.Errorf("warned %q", p.Warned)
	}
}

// A number that somebody else changes while it is stepped here is asked about, not written over.
func TestANumberChangedElsewhere(t *testing.T) {
	p := sit(t, kit.ModeLight)
	plan := *p.begin()
	p.screen.after = func(time.Duration, func()) func() { return func() {} }
	p.screen.mode = ""
	p.screen.show()
	p.Settle()
	p.Tap("Schedule")
	minutes := p.screen.numbers["plan.minutes"].Stepper
	p.Type("Or another number of minutes", "50")
	if minutes.Value() != 50 || p.draft().Minutes == 50 {
		t.Fatalf("shown %v, kept %d", minutes.Value(), p.draft().Minutes)
	}
	plan.Minutes = 75
	p.Desk.Forget(clinic.Changes{Operation: p.Desk.NewID(), Patients: []string{p.patient}, By: clinic.Actor{Name: "Kim", Machine: "reception"}, At: p.Clock.Now(), Elsewhere: true})
	p.put(&plan)
	p.MustSay("Kim on reception", "“75”")
	p.screen.Leave()
	if got := p.draft().Minutes; got != 75 {
		t.Fatalf("%d minutes were written over what somebody else wrote", got)
	}
	p.Tap("Keep mine")
	if got := p.draft().Minutes; got != 50 {
		t.Errorf("%d minutes", got)
	}
	p.quiet()
}

// What is stepped to is kept before anything that is built on it.
func TestANumberIsKeptBeforeWhatFollows(t *testing.T) {
	p := sit(t, kit.ModeLight)
	p.begin()
	p.screen.after = func(time.Duration, func()) func() { return func() {} }
	p.screen.mode = ""
	p.screen.show()
	p.Settle()
	p.Tap("Schedule")
	p.Type("Or another number of minutes", "50")
	p.Tap("Tomorrow")
	if d := p.draft(); d.Minutes != 50 || d.Start != p.Desk.Today().AddDays(1) {
		t.Errorf("%d minutes from %s", d.Minutes, d.Start)
	}
	p.quiet()
}
