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
	link := desktest.NewLink(p.store)
	link.Near[p.patient] = true
	remote := desktest.NewRemote(t, p.store, link)
	p.d.Store, p.d.Link = remote, link
	p.agree()
	p.MustSay("Being confirmed…")
	if p.chart().Plan(plan.ID).Agreed() {
		t.Error("agreed before it was confirmed")
	}
	remote.DoAll()
	p.Settle()
	p.MustSay("Print the plan")
	if !p.chart().Plan(plan.ID).Agreed() {
		t.Error("not agreed")
	}
	p.quiet()
}

// What is being typed when somebody else ends the draft is said, not dropped.
func TestAgreedElsewhereWhileWriting(t *testing.T) {
	p := sit(t, kit.ModeLight)
	plan := *p.begin()
	p.screen.saver.after = func(time.Duration, func()) func() { return func() {} }
	summary := p.screen.newText("plan.test", "summary", "Summary", "", 1, func(string) error { return nil })
	held := p.screen.texts["plan.test"]
	if held != summary {
		t.Fatal("the field is not the screen's")
	}
	summary.Entry.SetText("Neck and shoulders")
	plan.AgreedAt, plan.AgreedBy, plan.AgreedHow = p.now, "Sam", "spoken"
	if _, err := p.store.Apply(context.Background(), clinic.Operation{Label: "agree", Put: []clinic.Record{&plan}}); err != nil {
		t.Fatal(err)
	}
	if len(p.warned) != 1 || p.warned[0] != "This version was closed while you were writing in it. Not kept: Summary: Neck and shoulders" {
		t.Errorf("warned %q", p.warned)
	}
}
