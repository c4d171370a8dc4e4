package assess

import (
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/assess/injuries"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// history is the first step: what brought the patient here, in their own words. It is five cards, of which one is open; the
// others say in a line what they hold. What is signed is read whole.
type history struct {
	s      *step.Host
	root   fyne.CanvasObject
	cards  []*historyCard
	open   *historyCard
	texts  []*historyText
	injury *edit.Date
	refer  *edit.Date
	asked  referralFields
	offer  *fyne.Container // doctors who are on file
	hurt   *injuries.List
	all    *kit.Button // that everything is still true
	form   *kit.Text   // what of it the patient told on a form
}

// historyText is one answer: common words as chips, and a line for anything else.
type historyText struct {
	*edit.Text
	label string
	of    func(*clinic.Assessment) *string
	words []string
	chips *kit.Chips // nil where there are no common words
	// told are the codes of words that are facts; alone is the word that says that there is nothing else, "" for none.
	told  map[string]string
	alone string
}

// historyCard is one subject of the history.
type historyCard struct {
	title string
	texts []*historyText
	also  func(*clinic.Assessment) string // what it says beside its texts; may be nil
	head  *kit.TwoLine
	still *kit.Button // takes over what was said last time
	body  *fyne.Container
	root  fyne.CanvasObject
}

func newHistory(s *step.Host) step.Step {
	h := &history{s: s, hurt: injuries.NewList(s)}
	h.card(lang.L("Complaint"), nil,
		h.text(lang.L("Presenting complaint"), "complaint", lang.L("What brings the patient here, in their own words"), 2,
			func(a *clinic.Assessment) *string { return &a.Complaint }).Field)
	h.card(lang.L("Onset"), func(a *clinic.Assessment) string { return words.Short(a.InjuredOn) },
		h.text(lang.L("Onset"), "onset", lang.L("When and how it began"), 0,
			func(a *clinic.Assessment) *string { return &a.Onset },
			lang.L("sudden"), lang.L("gradual"), lang.L("after an injury"), lang.L("came back"), lang.L("no clear start")).Field,
		h.text(lang.L("Mechanism"), "mechanism", lang.L("What else the body was doing"), 0,
			func(a *clinic.Assessment) *string { return &a.Mechanism },
			lang.L("lifting"), lang.L("twisting"), lang.L("fall"), lang.L("sport"), lang.L("road accident"),
			lang.L("desk work"), lang.L("repeated movement"), lang.L("slept badly on it")).Field,
		h.injuryDate(), h.hurt.Object)
	h.card(lang.L("What makes it better or worse"), nil,
		h.text(lang.L("Worse with"), "aggravating", lang.L("Anything else that brings it on"), 0,
			func(a *clinic.Assessment) *string { return &a.Aggravating },
			lang.L("sitting"), lang.L("standing"), lang.L("walking"), lang.L("bending"), lang.L("lifting"),
			lang.L("reaching overhead"), lang.L("turning the head"), lang.L("stairs"), lang.L("lying on it"),
			lang.L("driving"), lang.L("cold"), lang.L("stress")).Field,
		h.text(lang.L("Better with"), "easing", lang.L("Anything else that eases it"), 0,
			func(a *clinic.Assessment) *string { return &a.Easing },
			lang.L("rest"), lang.L("heat"), lang.L("cold pack"), lang.L("moving about"), lang.L("stretching"),
			lang.L("massage"), lang.L("pain relief"), lang.L("changing position")).Field,
		h.text(lang.L("Over 24 hours"), "day_pattern", lang.L("Anything else: morning, through the day, night"), 0,
			func(a *clinic.Assessment) *string { return &a.DayPattern },
			lang.L("worse in the morning"), lang.L("stiff under 30 minutes"), lang.L("stiff over 30 minutes"),
			lang.L("worse by evening"), lang.L("wakes at night"), lang.L("constant"), lang.L("comes and goes")).Field)
	h.card(lang.L("Background"), nil,
		h.text(lang.L("Previous treatment"), "previous_treatment", lang.L("What else was tried, and what it did"), 0,
			func(a *clinic.Assessment) *string { return &a.PreviousTreatment },
			usual("previous_treatment")...).means("previous_treatment").Field,
		h.text(lang.L("Medication"), "medication", lang.L("Name and dose; blood thinners first"), 0,
			func(a *clinic.Assessment) *string { return &a.Medication },
			usual("medication")...).means("medication").Field,
		h.text(lang.L("General health"), "health", lang.L("Other conditions, operations, allergies"), 0,
			func(a *clinic.Assessment) *string { return &a.Health },
			usual("health")...).means("health").Field)
	h.card(lang.L("Referral"), func(a *clinic.Assessment) string { return words.Short(a.ReferralDate) },
		h.text(lang.L("Referred by"), "referral_from", lang.L("Doctor and practice; leave empty if none"), 1,
			func(a *clinic.Assessment) *string { return &a.ReferralFrom }).Field,
		h.offers(), h.referralDate(),
		h.text(lang.L("Reason"), "referral_reason", lang.L("What the doctor asks for"), 0,
			func(a *clinic.Assessment) *string { return &a.ReferralReason }).Field,
		h.referralAsks())
	h.all = kit.NewButton(lang.L("All still true"), kit.IconCheck, func() { h.confirm(h.cards...) })
	h.form = kit.QuietText("").Wrap()
	list := kit.StackGap(kit.Gap, h.form)
	for _, c := range h.cards {
		list.Add(c.root)
	}
	list.Add(container.NewHBox(h.all))
	h.root = kit.NewDragScroll(step.Inset(kit.Gap, kit.MaxWidth(960, list)))
	h.open = h.first()
	return h
}

// usual are the common words of a part of the history, as they stand in it.
func usual(field string) []string {
	var out []string
	for _, w := range clinic.HistoryWords(field) {
		out = append(out, words.Say(w.Word))
	}
	return out
}

// means takes from the common words which of them says that there is nothing else, and the codes of those that are facts
// rules go by.
func (t *historyText) means(field string) *historyText {
	t.told = make(map[string]string)
	for _, w := range clinic.HistoryWords(field) {
		if w.Nothing {
			t.alone = words.Say(w.Word)
		}
		if w.Fact() {
			t.told[words.Say(w.Word)] = w.Code
		}
	}
	return t
}

// first is the card to begin with: the first that says nothing yet, but for the referral, which there need not be.
func (h *history) first() *historyCard {
	if a := h.s.Current(); a != nil {
		for _, c := range h.cards[:len(h.cards)-1] {
			if c.said(a) == "" {
				return c
			}
		}
	}
	return nil
}

// card puts fields, the texts among them those that were made since the last card, under a title.
func (h *history) card(title string, also func(*clinic.Assessment) string, fields ...fyne.CanvasObject) {
	c := &historyCard{title: title, also: also}
	for _, t := range h.texts {
		if !slices.ContainsFunc(h.cards, func(other *historyCard) bool { return slices.Contains(other.texts, t) }) {
			c.texts = append(c.texts, t)
		}
	}
	c.head = kit.NewTwoLine(kit.Row{What: title}, func() { h.turn(c) })
	c.still = kit.NewButton(lang.L("Still true"), kit.IconCheck, func() { h.confirm(c) })
	c.body = kit.PadSides(kit.GapWide, kit.Gap, kit.StackGap(kit.GapWide, fields...))
	c.root = container.NewStack(kit.NewPlate(kit.ColorSurface, 12),
		kit.StackGap(0, kit.Border(nil, nil, nil, kit.PadSides(kit.GapWide, 0, container.NewCenter(c.still)), c.head), c.body))
	h.cards = append(h.cards, c)
}

// turn opens a card and closes the one that was open, or closes it.
func (h *history) turn(c *historyCard) {
	h.Leave()
	if h.open == c {
		c = nil
	}
	h.open = c
	h.s.Show()
}

// said is what a card holds, in one line.
func (c *historyCard) said(a *clinic.Assessment) string {
	var parts []string
	for _, t := range c.texts {
		if text := strings.Join(strings.Fields(*t.of(a)), " "); text != "" {
			if len(c.texts) > 1 {
				text = words.Of(t.label, text)
			}
			parts = append(parts, text)
		}
	}
	if c.also != nil {
		if text := c.also(a); text != "" {
			parts = append(parts, text)
		}
	}
	return words.Points(parts...)
}

// confirm takes over what was said last time in cards that say nothing yet.
func (h *history) confirm(cards ...*historyCard) {
	h.Leave()
	last := h.last()
	if last == nil {
		return
	}
	_ = h.s.Edit(clinic.Say("Still true: the history"), func(a *clinic.Assessment) { // the person was told
		for _, c := range cards {
			if c.said(a) == "" {
				for _, t := range c.texts {
					*t.of(a) = *t.of(last)
					t.tell(a)
				}
			}
		}
	})
}

// last is the assessment before, where this is a re-assessment.
func (h *history) last() *clinic.Assessment {
	a := h.s.Current()
	if a == nil || a.Type != clinic.AssessmentReview {
		return nil
	}
	return h.s.Previous()
}

func (h *history) text(label, name, hint string, rows int, of func(*clinic.Assessment) *string, common ...string) *historyText {
	t := &historyText{label: label, of: of, words: common}
	changed := clinic.Say("Change: {{.Name}}", clinic.Args{"Name": script.LowerFirst(label)})
	t.Text = h.s.NewText(label, name, hint, rows, func(text string) error {
		return h.s.Edit(changed, func(a *clinic.Assessment) {
			*of(a) = withBesides(*of(a), common, text)
			t.tell(a)
		})
	})
	h.texts = append(h.texts, t)
	if len(common) == 0 {
		return t
	}
	t.chips = kit.NewMultiChips(kit.Options(common...), func(on []string) {
		t.Flush()
		_ = h.s.Edit(changed, func(a *clinic.Assessment) { // the person was told
			for _, w := range t.together(on, *of(a)) {
				*of(a) = toggleWord(*of(a), w)
			}
			t.tell(a)
		})
	})
	t.Over(t.chips)
	t.Entry.OnLeave = func(string) {
		t.Flush()
		if a := h.s.Current(); a != nil && t.Typed() == "" {
			t.show(a, h.s.Locked()) // what was typed and is one of the words is chosen now, and not said twice
		}
	}
	return t
}

// together are the words to turn in a text for some to be chosen: the one that says that there is nothing else goes when
// another comes, and the others go when it comes.
func (t *historyText) together(on []string, text string) (turn []string) {
	came := slices.ContainsFunc(on, func(w string) bool { return w != t.alone && !hasWord(text, w) })
	only := t.alone != "" && slices.Contains(on, t.alone) && !hasWord(text, t.alone)
	for _, w := range t.words {
		want := slices.Contains(on, w)
		switch {
		case only:
			want = w == t.alone
		case came && w == t.alone:
			want = false
		}
		if want != hasWord(text, w) {
			turn = append(turn, w)
		}
	}
	return turn
}

// tell keeps which of the words are facts, beside the text that says them.
func (t *historyText) tell(a *clinic.Assessment) {
	if len(t.told) == 0 {
		return
	}
	var told []string
	for _, code := range a.Told {
		if !slices.Contains(slices.Collect(maps.Values(t.told)), code) {
			told = append(told, code) // of another text
		}
	}
	for _, w := range t.words {
		if code := t.told[w]; code != "" && hasWord(*t.of(a), w) {
			told = append(told, code)
		}
	}
	a.Told = told
}

func (t *historyText) show(a *clinic.Assessment, locked bool) {
	whole := *t.of(a)
	if t.chips == nil || locked { // what is read says the common words as well
		t.Show(whole)
	} else {
		t.Show(besides(whole, t.words))
		var on []string
		for _, w := range t.words {
			if hasWord(whole, w) {
				on = append(on, w)
			}
		}
		if !slices.Equal(t.chips.Chosen(), on) {
			t.chips.SetChosen(on...)
		}
	}
	t.Lock(locked)
}

// offers are the doctors on file, to be tapped while nobody is written as the one who referred.
func (h *history) offers() fyne.CanvasObject {
	h.offer = kit.FlowRow()
	return h.offer
}

func (h *history) showOffers(a *clinic.Assessment, locked bool) {
	h.offer.Objects = nil
	if !locked && strings.TrimSpace(a.ReferralFrom) == "" {
		p := h.s.Chart().Patient
		for _, who := range slices.Compact([]string{words.List(strings.TrimSpace(p.DoctorName), strings.TrimSpace(p.DoctorPractice)), strings.TrimSpace(p.Referrer)}) {
			if who == "" {
				continue
			}
			h.offer.Add(kit.QuietButton(who, kit.IconAdd, func() {
				_ = h.s.Edit(clinic.Say("Change: referred by"), func(a *clinic.Assessment) { a.ReferralFrom = who }) // the person was told
			}))
		}
	}
	kit.SetHidden(h.offer, len(h.offer.Objects) == 0)
	h.offer.Refresh()
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
		t.show(a, locked)
	}
	h.injury.Show(a.InjuredOn)
	h.refer.Show(a.ReferralDate)
	h.injury.Lock(locked)
	h.refer.Lock(locked)
	h.asked.show(a, locked)
	h.showOffers(a, locked)
	h.hurt.Show()
	h.form.SetText(words.Say(h.s.Chart().HistoryFrom(a)))
	kit.SetHidden(h.form, h.form.Text() == "")
	last, left := h.last(), false
	for _, c := range h.cards {
		left = c.show(a, last, locked, h.open == c) || left
	}
	kit.SetHidden(h.all, !left)
	h.root.Refresh()
}

// show says what the card holds, and on a re-assessment how that stands to last time. It reports whether the card waits for
// an answer to whether it is still true.
func (c *historyCard) show(a, last *clinic.Assessment, locked, open bool) (asks bool) {
	row := kit.Row{What: c.title, Quiet: c.said(a), Icon: kit.IconChevronRight}
	if open || locked {
		row.Icon = kit.IconChevronDown
	}
	if last != nil && !locked {
		switch was := c.said(last); {
		case was == "":
		case row.Quiet == "":
			asks = true
			row.Quiet = lang.L("Still true? {{.What}}", map[string]any{"What": was})
		case row.Quiet == was:
			row.Badge = lang.L("As last time")
		default:
			row.Badge, row.Tone = lang.L("Changed"), kit.ToneAccent
		}
	}
	switch {
	case row.Quiet == "":
		row.Quiet = lang.L("Nothing written yet")
	case locked || open && !asks: // it is read below
		row.Quiet = ""
	}
	if c.head.Row() != row {
		c.head.Set(row)
	}
	kit.SetHidden(c.still, !asks)
	kit.SetHidden(c.body, !open && !locked)
	return asks
}

func (h *history) Leave() {
	for _, t := range h.texts {
		t.Flush()
	}
	h.asked.sessions.Flush()
	h.hurt.Leave()
}
