package assess

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/assess/injuries"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// history is the first step: what brought the patient here, in their own words.
type history struct {
	s      *step.Host
	root   fyne.CanvasObject
	texts  []historyText
	chips  []historyChips
	injury *edit.Date
	refer  *edit.Date
	asked  referralFields
	hurt   *injuries.List
}

type historyText struct {
	*edit.Text
	of func(*clinic.Assessment) *string
}

// historyChips are common words beside a text: a tap adds one, a second tap takes it out.
type historyChips struct {
	*kit.Chips
	words []string
}

func (h historyChips) show(text string) {
	var on []string
	for _, w := range h.words {
		if hasWord(text, w) {
			on = append(on, w)
		}
	}
	h.SetChosen(on...)
}

func newHistory(s *step.Host) step.Step {
	h := &history{s: s, hurt: injuries.NewList(s)}
	story := kit.StackGap(kit.GapWide,
		h.text(lang.L("Presenting complaint"), "complaint", lang.L("What brings the patient here, in their own words"), 3,
			func(a *clinic.Assessment) *string { return &a.Complaint }),
		h.text(lang.L("Onset"), "onset", lang.L("When and how it began"), 2,
			func(a *clinic.Assessment) *string { return &a.Onset },
			lang.L("sudden"), lang.L("gradual"), lang.L("after an injury"), lang.L("came back"), lang.L("no clear start")),
		h.injuryDate(), h.hurt.Object,
		h.text(lang.L("Mechanism"), "mechanism", lang.L("What the body was doing"), 2,
			func(a *clinic.Assessment) *string { return &a.Mechanism },
			lang.L("lifting"), lang.L("twisting"), lang.L("fall"), lang.L("sport"), lang.L("road accident"),
			lang.L("desk work"), lang.L("repeated movement"), lang.L("slept badly on it")),
		h.text(lang.L("Worse with"), "aggravating", lang.L("What brings it on"), 2,
			func(a *clinic.Assessment) *string { return &a.Aggravating },
			lang.L("sitting"), lang.L("standing"), lang.L("walking"), lang.L("bending"), lang.L("lifting"),
			lang.L("reaching overhead"), lang.L("turning the head"), lang.L("stairs"), lang.L("lying on it"),
			lang.L("driving"), lang.L("cold"), lang.L("stress")),
		h.text(lang.L("Better with"), "easing", lang.L("What eases it"), 2,
			func(a *clinic.Assessment) *string { return &a.Easing },
			lang.L("rest"), lang.L("heat"), lang.L("cold pack"), lang.L("moving about"), lang.L("stretching"),
			lang.L("massage"), lang.L("pain relief"), lang.L("changing position")),
		h.text(lang.L("Over 24 hours"), "day_pattern", lang.L("Morning, through the day, night"), 2,
			func(a *clinic.Assessment) *string { return &a.DayPattern },
			lang.L("worse in the morning"), lang.L("stiff under 30 minutes"), lang.L("stiff over 30 minutes"),
			lang.L("worse by evening"), lang.L("wakes at night"), lang.L("constant"), lang.L("comes and goes")),
	)
	background := kit.StackGap(kit.GapWide,
		h.text(lang.L("Previous treatment"), "previous_treatment", lang.L("What was tried, and what it did"), 2,
			func(a *clinic.Assessment) *string { return &a.PreviousTreatment },
			lang.L("none"), lang.L("massage"), lang.L("physiotherapy"), lang.L("osteopathy"), lang.L("chiropractic"),
			lang.L("injection"), lang.L("surgery"), lang.L("imaging")),
		h.text(lang.L("Medication"), "medication", lang.L("Name and dose; blood thinners first"), 2,
			func(a *clinic.Assessment) *string { return &a.Medication },
			lang.L("none"), lang.L("blood thinner"), lang.L("anti-inflammatory"), lang.L("paracetamol"),
			lang.L("opioid"), lang.L("steroid"), lang.L("blood pressure medicine")),
		h.text(lang.L("General health"), "health", lang.L("Conditions, operations, allergies"), 2,
			func(a *clinic.Assessment) *string { return &a.Health },
			lang.L("well"), lang.L("high blood pressure"), lang.L("diabetes"), lang.L("asthma"), lang.L("pregnant"),
			lang.L("operation"), lang.L("allergy to oils"), lang.L("allergy to latex")),
		kit.Heading(lang.L("Doctor’s referral")),
		h.text(lang.L("Referred by"), "referral_from", lang.L("Doctor and practice; leave empty if none"), 1,
			func(a *clinic.Assessment) *string { return &a.ReferralFrom }),
		h.referralDate(),
		h.text(lang.L("Reason"), "referral_reason", lang.L("What the doctor asks for"), 2,
			func(a *clinic.Assessment) *string { return &a.ReferralReason }),
		h.referralAsks(),
	)
	left := kit.NewCard(lang.L("The complaint"), story)
	right := kit.NewCard(lang.L("Background"), background)
	next := kit.NextButton(lang.L("Next: screening"), func() { s.GoTo(step.Screening) })
	columns := kit.Beside(kit.GapWide, 420, left, right)
	h.root = kit.NewDragScroll(kit.PadSides(kit.GapWide, kit.Gap, kit.StackGap(kit.GapWide, columns, container.NewHBox(next))))
	return h
}

func (h *history) text(label, name, hint string, rows int, of func(*clinic.Assessment) *string, common ...string) fyne.CanvasObject {
	f := h.s.NewText(label, name, hint, rows, func(text string) error {
		return h.s.Edit(clinic.Say("Change: {{.Name}}", clinic.Args{"Name": script.LowerFirst(label)}), func(a *clinic.Assessment) { *of(a) = text })
	})
	h.texts = append(h.texts, historyText{f, of})
	if len(common) == 0 {
		return f.Field
	}
	chips := historyChips{words: common}
	chips.Chips = kit.NewMultiChips(kit.Options(common...), func(on []string) {
		for _, w := range common {
			if slices.Contains(on, w) != hasWord(f.Entry.Text, w) {
				f.Entry.SetText(toggleWord(f.Entry.Text, w))
			}
		}
		f.Flush()
	})
	f.OnText = chips.show
	h.chips = append(h.chips, chips)
	return kit.Stack(f.Field, chips.Chips)
}

func (h *history) injuryDate() fyne.CanvasObject {
	h.injury = edit.NewDate(h.s.Desk.Clock, lang.L("Date of injury, if there was one"), "injured_on", func(d clinic.Date) error {
		return h.s.Edit(clinic.Say("Change: date of injury"), func(a *clinic.Assessment) { a.InjuredOn = d })
	}).Of(h.s.Desk.Elsewhere(h.s.Patient))
	return h.injury.Field
}

func (h *history) referralDate() fyne.CanvasObject {
	h.refer = edit.NewDate(h.s.Desk.Clock, lang.L("Date of the referral"), "referral_date", func(d clinic.Date) error {
		return h.s.Edit(clinic.Say("Change: date of the referral"), func(a *clinic.Assessment) { a.ReferralDate = d })
	}).Of(h.s.Desk.Elsewhere(h.s.Patient))
	return h.refer.Field
}

func (h *history) Object() fyne.CanvasObject { return h.root }

func (h *history) Show() {
	a := h.s.Current()
	if a == nil {
		return
	}
	locked := h.s.Locked()
	for _, t := range h.texts {
		t.Show(*t.of(a))
		t.Lock(locked)
	}
	for _, c := range h.chips { // they help to write, and say nothing that the text does not
		c.Hidden = locked
	}
	h.injury.Show(a.InjuredOn)
	h.refer.Show(a.ReferralDate)
	h.injury.Lock(locked)
	h.refer.Lock(locked)
	h.asked.show(a, locked)
	h.hurt.Show()
}

func (h *history) Leave() {
	for _, t := range h.texts {
		t.Flush()
	}
	h.asked.sessions.Flush()
	h.hurt.Leave()
}
