package consent

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/words"
)

const (
	chosenYes = "yes"
	chosenNo  = "no"
)

// answerWidth is the room of a yes and a no.
const answerWidth float32 = 144

// form is what the patient, or a guardian, agrees to and signs. It is kept as a whole when it is signed.
type form struct {
	p        *Panel
	subjects []clinic.ConsentSubject
	choices  []*kit.Segmented
	more     *fyne.Container
	moreOn   *kit.Button

	explained, name, relation, note *kit.Entry
	nameF, relationF, noteF         *kit.Field
	draping                         *kit.Segmented
	drapingOther                    *kit.Entry
	chaperone, who, how             *kit.Segmented
	kin                             *kit.Chips
	kinF                            *kit.Field
	sign                            *Field
	signF                           *kit.Field
	signed                          *fyne.Container
	wrong                           *kit.Text
	root                            fyne.CanvasObject
}

func newForm(p *Panel) *form {
	f := &form{p: p, more: kit.StackGap(kit.Gap), wrong: kit.Strong("").In(kit.ColorError).Wrap()}
	patient := &p.h.Chart().Patient
	needed := p.h.needed()
	isNeeded := func(s clinic.ConsentSubject) bool {
		return slices.ContainsFunc(needed, func(n clinic.ConsentSubject) bool { return n.Area == s.Area && n.Technique == s.Technique })
	}
	first := kit.StackGap(kit.Gap)
	for _, s := range p.h.Desk.Catalogue.ConsentSubjects() {
		row := f.subject(s)
		if isNeeded(s) || s.Area == clinic.GeneralArea {
			first.Add(row)
		} else {
			f.more.Add(row)
		}
	}
	f.more.Hide()
	all := kit.NewButton(lang.L("Yes to all of these"), kit.IconCheck, func() {
		for i, s := range f.subjects {
			if isNeeded(s) || s.Area == clinic.GeneralArea {
				f.choices[i].SetChosen(chosenYes)
			}
		}
	})
	f.moreOn = kit.QuietButton(lang.L("Other areas and techniques"), kit.IconChevronDown, func() {
		kit.SetHidden(f.more, f.more.Visible())
		f.p.below.Refresh()
	})

	f.explained = kit.NewEntry(lang.L("Name"), nil)
	f.explained.SetText(p.h.Desk.Practitioner().Name)
	f.draping = kit.NewSegmented(kit.Options(lang.L("Sheet, only the part being treated uncovered"), lang.L("Clothes stay on")), nil).Clearable()
	f.drapingOther = kit.NewEntry(lang.L("Otherwise, in a few words"), nil)
	f.chaperone = kit.NewSegmented([]kit.Option{
		{ID: "none", Label: lang.L("Not needed")},
		{ID: clinic.ChaperoneDeclined, Label: lang.L("Offered, not wanted")},
		{ID: clinic.ChaperonePresent, Label: lang.L("Present")},
	}, nil)
	f.chaperone.SetChosen("none")
	f.who = kit.NewSegmented([]kit.Option{
		{ID: clinic.ByThePatient, Label: lang.L("The patient"), Icon: kit.IconPerson},
		{ID: clinic.ByGuardian, Label: lang.L("A parent or guardian"), Icon: kit.IconPatients},
	}, func(string) { f.show(true) })
	f.who.SetChosen(clinic.ByThePatient)
	if patient.IsMinor(p.h.Desk.Today()) {
		f.who.SetChosen(clinic.ByGuardian)
	}
	f.name = kit.NewEntry(lang.L("First and last name"), func(string) { f.nameF.SetError("") })
	var kin []kit.Option
	for _, code := range clinic.Relations() {
		kin = append(kin, kit.Option{ID: code, Label: words.Say(clinic.RelationName(code))})
	}
	f.kin = kit.NewChips(kin, func([]string) { f.kinF.SetError("") })
	f.kinF = kit.NewField(lang.L("Relation to the patient"), f.kin)
	f.relation = kit.NewEntry(lang.L("Mother, aunt, neighbour; may be left out"), nil)
	f.note = kit.NewEntry("", func(string) { f.noteF.SetError("") })
	f.nameF, f.relationF, f.noteF = kit.NewField(lang.L("Name of who consents"), f.name), kit.NewField(lang.L("Relation in words"), f.relation), kit.NewField(lang.L("Note"), f.note)
	f.how = kit.NewSegmented([]kit.Option{
		{ID: clinic.ConsentWritten, Label: lang.L("Signed here"), Icon: kit.IconSign},
		{ID: clinic.ConsentSpoken, Label: lang.L("Spoken only")},
	}, func(string) { f.show(false) })
	f.how.SetChosen(clinic.ConsentWritten)
	f.sign = NewField(func() { f.signF.SetError("") })
	f.signF = kit.NewField(lang.L("Signature, with a finger, a pen or the mouse"), container.NewHBox(f.sign))
	f.signed = kit.Stack(f.signF, kit.FlowRow(kit.QuietButton(lang.L("Clear the signature"), kit.IconEraser, f.sign.Clear)))
	keep := kit.NewButton(lang.L("Keep the consent"), kit.IconCheck, f.keep)
	left := kit.Stack(kit.Strong(lang.L("What is agreed to?")), first, kit.FlowRow(all, f.moreOn), f.more,
		kit.NewField(lang.L("Who explained it?"), f.explained),
		kit.NewField(lang.L("How is the patient covered?"), kit.Stack(f.draping, f.drapingOther)),
		kit.NewField(lang.L("A third person in the room"), f.chaperone))
	right := kit.Stack(
		kit.NewField(lang.L("Who consents?"), f.who), f.nameF, f.kinF, f.relationF, f.noteF,
		kit.NewField(lang.L("How?"), f.how), f.signed, f.wrong,
		kit.FlowRow(keep, kit.QuietButton(lang.L("Cancel"), "", p.shut)),
		kit.QuietText(lang.L("What is decided here stays as it is. Another decision can be made at any time.")).Wrap())
	f.root = kit.Stack(kit.Hairline(), page.Columns(left, right))
	f.wrong.Hide()
	f.show(true)
	return f
}

// subject is a row with yes and no.
func (f *form) subject(s clinic.ConsentSubject) fyne.CanvasObject {
	answer := kit.NewSegmented([]kit.Option{{ID: chosenYes, Label: lang.L("Yes")}, {ID: chosenNo, Label: lang.L("No")}}, func(string) { f.say("") }).Clearable()
	f.subjects, f.choices = append(f.subjects, s), append(f.choices, answer)
	return container.NewBorder(nil, nil, nil, container.NewCenter(kit.MinWidth(answerWidth, answer)),
		kit.Middle(kit.StackGap(0, kit.Body(s.Name).Wrap(), kit.QuietText(s.Ask).Wrap())))
}

// show fits the fields to who agrees and how; renamed: who agrees was changed.
func (f *form) show(renamed bool) {
	patient := &f.p.h.Chart().Patient
	guardian := f.who.Value() == clinic.ByGuardian
	if renamed {
		f.name.SetText("")
		if !guardian {
			f.name.SetText(nameOf(patient))
		}
	}
	kit.SetHidden(f.kinF, !guardian)
	kit.SetHidden(f.relationF, !guardian)
	label := lang.L("Note")
	if !guardian && patient.IsMinor(f.p.h.Desk.Today()) {
		label = lang.L("Under 18: why can the patient decide alone?")
	}
	f.noteF.SetLabel(label)
	kit.SetHidden(f.signed, f.how.Value() != clinic.ConsentWritten)
	f.p.below.Refresh()
}

func (f *form) say(text string) {
	f.wrong.SetText(text)
	kit.SetHidden(f.wrong, text == "")
}

// keep records what was agreed to and what was refused, with one signature.
func (f *form) keep() {
	yes, no := f.p.h.decision(clinic.ConsentGiven), f.p.h.decision(clinic.ConsentRefused)
	for i, s := range f.subjects {
		switch f.choices[i].Value() {
		case chosenYes:
			about(&yes, s)
		case chosenNo:
			about(&no, s)
		}
	}
	var decisions []clinic.Consent
	for _, x := range []clinic.Consent{yes, no} {
		if len(x.Areas)+len(x.Techniques) == 0 {
			continue
		}
		x.Explained, x.By, x.ByAs, x.How, x.Note = f.explained.Text, f.name.Text, f.who.Value(), f.how.Value(), f.note.Text
		if x.ByAs == clinic.ByGuardian {
			x.RelationCode, x.Relation = f.kin.Value(), f.relation.Text
		}
		x.Draping = strings.TrimSpace(f.drapingOther.Text)
		if x.Draping == "" {
			x.Draping = f.draping.Value()
		}
		if c := f.chaperone.Value(); c != "none" {
			x.Chaperone = c
		}
		if x.How == clinic.ConsentWritten {
			x.Signature = f.sign.Signature()
		}
		decisions = append(decisions, x)
	}
	if len(decisions) == 0 {
		f.say(lang.L("Choose yes or no for what it is about."))
		return
	}
	op, err := clinic.Decide(f.p.h.Desk.Env(), f.p.h.Desk.Catalogue, f.p.h.Chart(), clinic.Say("Record consent"), decisions...)
	inPlace := false
	for field, to := range map[string]*kit.Field{"by": f.nameF, "relation_code": f.kinF, "note": f.noteF, "signature": f.signF} {
		text := words.Say(clinic.FieldMessage(err, field))
		to.SetError(text)
		inPlace = inPlace || text != ""
	}
	if err != nil {
		f.say(words.Error(err))
		if inPlace {
			f.say(lang.L("Not kept yet: something above is missing."))
		}
		return
	}
	if f.p.h.Apply(op) == nil {
		f.p.shut()
		f.p.h.Desk.Tell(lang.L("The consent is kept."), nil)
	}
}
