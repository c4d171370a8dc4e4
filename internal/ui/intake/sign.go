package intake

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/consent"
	"regimen/internal/ui/kit"
)

// who is the patient as the form says, or else the record.
func (f *Form) who(in *clinic.Intake) clinic.Patient {
	who := f.d.Chart(f.patient).Patient
	for code, to := range map[string]*string{
		"given_name": &who.GivenName, "family_name": &who.FamilyName, "guardian_name": &who.GuardianName, "guardian_relation": &who.GuardianRelation,
	} {
		if a := in.Answer(code); !a.LeftOut() {
			*to = strings.TrimSpace(a.Text)
		}
	}
	if born := clinic.Date(in.Answer("birth_date").Text); born.Valid() {
		who.BirthDate = born
	}
	return who
}

// sign asks for the signature and whose it is. It is kept when the form is handed in.
func (f *Form) sign(in *clinic.Intake) fyne.CanvasObject {
	x, who := f.signing, f.who(in)
	minor := who.IsMinor(f.d.Today())
	if x.as == "" || minor {
		x.as = clinic.ByThePatient
		if minor {
			x.as = clinic.ByGuardian
		}
	}
	if x.relation == "" {
		x.relation = who.GuardianRelation
	}
	if x.field == nil {
		x.field = consent.NewField(f.touched).Wide(signatureWidth)
	}
	name := kit.NewEntry("", nil)
	name.Large = true
	fill := func() {
		if x.named {
			name.Fill(x.name)
			return
		}
		x.name = who.FullName()
		if x.as == clinic.ByGuardian {
			x.name = who.GuardianName
		}
		name.Fill(x.name)
	}
	named := kit.NewField(lang.L("Name of who signs"), name).Large()
	name.OnChanged = func(text string) {
		x.name, x.named = text, true
		f.touched()
	}
	kin := newPicks(relations(), false, func(ids []string) { x.relation = first(ids) })
	kin.choose(x.relation)
	related := kit.Stack(kit.Heading(lang.L("Who are you to the patient?")).Wrap(), kin.row)
	fill()
	f.fields = append(f.fields, nameField{named, name})
	name.OnEnter = func() { f.raise(named) }
	box := kit.StackGap(kit.GapWide, kit.Title(lang.L("I have answered as well as I can.")).Wrap())
	if minor {
		box.Add(kit.Large(lang.L("Under {{.Age}}, a parent or guardian signs.", map[string]any{"Age": clinic.AdultAge})).Wrap())
	} else {
		whose := newPicks([]kit.Option{
			{ID: clinic.ByThePatient, Label: lang.L("I sign for myself")}, {ID: clinic.ByGuardian, Label: lang.L("I sign for somebody else")},
		}, false, nil)
		whose.choose(x.as)
		whose.changed = func(ids []string) {
			if len(ids) > 0 {
				x.as, x.named = ids[0], false
			}
			whose.choose(x.as)
			fill()
			kit.SetHidden(related, x.as != clinic.ByGuardian)
			box.Refresh()
		}
		box.Add(whose.row)
	}
	kit.SetHidden(related, x.as != clinic.ByGuardian)
	box.Add(named)
	box.Add(related)
	box.Add(kit.Heading(lang.L("Sign here, with a finger or a pen.")).Wrap())
	box.Add(container.NewHBox(x.field))
	box.Add(container.NewHBox(kit.NewButton(lang.L("Clear the signature"), kit.IconEraser, x.field.Clear)))
	return box
}

// signatureWidth is that of the field on the screen, where there is room.
const signatureWidth float32 = 560

// nameField is the name of who signs, which is kept with the signature.
type nameField struct {
	field *kit.Field
	in    *kit.Entry
}

func (nameField) Flush()                    {}
func (nameField) Wrong() bool               { return false }
func (n nameField) entry() *kit.Entry       { return n.in }
func (n nameField) last() *kit.Entry        { return n.in }
func (n nameField) part() fyne.CanvasObject { return n.field }

func (f *Form) signer() clinic.Signer {
	x := f.signing
	s := clinic.Signer{Name: strings.TrimSpace(x.name), As: x.as}
	if x.as == clinic.ByGuardian {
		s.Relation = x.relation
	}
	if x.field != nil {
		s.Signature = x.field.Signature()
	}
	return s
}

// signatureMissing says what is missing for the form to be handed in; "" for nothing.
func (f *Form) signatureMissing() string {
	s := f.signer()
	switch {
	case s.Name == "":
		return lang.L("Please write the name of who signs.")
	case s.As == clinic.ByGuardian && s.Relation == "":
		return lang.L("Please tap who you are to the patient.")
	case len(s.Signature) == 0:
		return lang.L("Please sign in the field.")
	}
	return ""
}
