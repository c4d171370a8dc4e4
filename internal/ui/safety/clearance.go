package safety

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/words"
)

// ClearanceForm shows the clearances of an item, each with whether it holds, and takes another one.
type ClearanceForm struct {
	// Reveal brings the form into sight when it opens; nil where all of it is in sight.
	Reveal func(fyne.CanvasObject)

	h      *Host
	item   string // the code of the safety question, or clinic.HealingItem
	injury string // the id of the injury, where it is about one
	name   func() clinic.Sentence
	list   *fyne.Container
	add    *kit.Button
	too    *fyne.Container // offers a clearance of another question
	form   *fyne.Container
	doctor *kit.Entry
	date   *kit.DateField
	scope  *kit.Entry
	until  *kit.DateField
	fields map[string]*kit.Field
	root   *fyne.Container
}

// NewClearanceForm makes the form of an item.
func NewClearanceForm(h *Host, item *clinic.ScreeningItem) *ClearanceForm {
	return newClearanceForm(&ClearanceForm{h: h, item: item.Code, name: func() clinic.Sentence { return clinic.Text(script.LowerFirst(item.Name)) }})
}

// NewInjuryClearanceForm makes the form of an injury that a doctor has seen. name says the injury within a sentence.
func NewInjuryClearanceForm(h *Host, injury string, name func() clinic.Sentence) *ClearanceForm {
	return newClearanceForm(&ClearanceForm{h: h, item: clinic.HealingItem, injury: injury, name: name})
}

func newClearanceForm(c *ClearanceForm) *ClearanceForm {
	c.list = kit.StackGap(0)
	c.add = kit.QuietButton(lang.L("Record a doctor's clearance"), kit.IconShield, c.open)
	c.too = kit.Stack()
	c.root = kit.Stack(c.list, c.too, container.NewHBox(c.add))
	return c
}

// Object is the list and the form.
func (c *ClearanceForm) Object() fyne.CanvasObject { return c.root }

// Show brings the list up to date; a form that is being filled in stays.
func (c *ClearanceForm) Show() {
	today := c.h.Desk.Today()
	c.list.Objects = nil
	for _, k := range c.h.Chart().Clearances {
		if k.Item != c.item || k.InjuryID != c.injury {
			continue
		}
		line := kit.Row{
			What:  lang.L("Cleared by {{.Name}}, {{.Date}}", map[string]any{"Name": k.Doctor, "Date": words.Short(k.Date)}),
			Quiet: k.Scope, Icon: kit.IconShield,
		}
		if k.Expires != "" {
			line.Quiet = words.Points(k.Scope, lang.L("until {{.Date}}", map[string]any{"Date": words.Short(k.Expires)}))
		}
		line.Badge, line.Tone = clearanceWord(c.h.Chart().ClearanceState(c.h.Desk.Catalogue, &k, today))
		c.list.Add(kit.NewTwoLine(line, nil))
	}
	c.list.Refresh()
	c.showOffer()
}

// showOffer offers the clearance of a question that asks for the same.
func (c *ClearanceForm) showOffer() {
	c.too.Objects = nil
	cat := c.h.Desk.Catalogue
	if k := c.h.Chart().ClearedElsewhere(cat, cat.ScreeningItem(c.item), c.h.Desk.Today()); k != nil && !c.h.Locked() {
		said := lang.L("Cleared by {{.Name}}, {{.Date}}, for: {{.Question}}", map[string]any{
			"Name": k.Doctor, "Date": words.Short(k.Date), "Question": script.LowerFirst(cat.ScreeningItem(k.Item).Name),
		})
		c.too.Add(kit.WithButtons(kit.StackGap(0, kit.Body(said).Wrap(), kit.QuietText(k.Scope).Wrap()), kit.NewButton(lang.L("It holds for this too"), kit.IconCheck, func() {
			_ = c.h.put(clinic.Say("Clear: {{.Name}}", clinic.Args{"Name": c.name()}), clinic.ClearToo(c.h.Desk.Env(), k, c.item)) // the person was told
		})))
	}
	kit.SetHidden(c.too, len(c.too.Objects) == 0)
	c.too.Refresh()
}

func clearanceWord(s clinic.ClearanceState) (string, kit.Tone) {
	switch s {
	case clinic.ClearanceEnds:
		return lang.L("In force, ends soon"), kit.ToneWarning
	case clinic.ClearanceExpired:
		return lang.L("Expired"), kit.ToneDanger
	case clinic.ClearanceToCome:
		return lang.L("Not yet in force"), kit.ToneNeutral
	case clinic.ClearanceTooOld:
		return lang.L("Older than the suspicion"), kit.ToneDanger
	case clinic.ClearanceHolds:
	}
	return lang.L("In force"), kit.ToneSuccess
}

// open shows the form below the button that asked for it.
func (c *ClearanceForm) open() {
	if c.form != nil {
		return
	}
	c.doctor, c.scope = kit.NewEntry(lang.L("Name and practice"), nil), kit.NewEntry(lang.L("Pressure, area and position that were asked about"), nil)
	c.date, c.until = kit.NewDateField(c.h.Desk.Clock, nil), kit.NewDateField(c.h.Desk.Clock, nil)
	day, doctor := c.h.Chart().Letter(c.h.Desk.Today())
	c.date.SetDate(string(day))
	if doctor != "" {
		c.doctor.SetText(doctor)
	}
	c.fields = map[string]*kit.Field{
		"doctor": kit.NewField(lang.L("Doctor"), c.doctor), "date": kit.NewField(lang.L("On"), c.date),
		"scope": kit.NewField(lang.L("What the doctor allowed"), c.scope), "expires": kit.NewField(lang.L("Until, if it ends"), c.until),
	}
	c.form = kit.Stack(
		page.Columns(c.fields["doctor"], c.fields["date"]),
		page.Columns(c.fields["scope"], c.fields["expires"]),
		kit.FlowRow(kit.NewButton(lang.L("Keep the clearance"), kit.IconCheck, c.keep), kit.QuietButton(lang.L("Cancel"), "", c.close)),
	)
	c.add.Hide()
	c.root.Add(c.form)
	if c.Reveal != nil {
		c.Reveal(c.form)
	}
}

func (c *ClearanceForm) close() {
	c.root.Remove(c.form)
	c.form = nil
	c.add.Show()
}

func (c *ClearanceForm) keep() {
	wrong := map[string]string{}
	k := clinic.Clear(c.h.Desk.Env(), c.h.Patient, c.item, func(k *clinic.Clearance) {
		k.InjuryID = c.injury
		k.Doctor, k.Scope = strings.TrimSpace(c.doctor.Text), strings.TrimSpace(c.scope.Text)
		var err error
		if k.Date, err = edit.DateOf(c.date); err != nil {
			wrong["date"] = words.Error(err)
		}
		if k.Expires, err = edit.DateOf(c.until); err != nil {
			wrong["expires"] = words.Error(err)
		}
	})
	err := k.Validate()
	for name, f := range c.fields {
		f.SetError(cmp.Or(wrong[name], words.Say(clinic.FieldMessage(err, name))))
	}
	if err != nil || len(wrong) > 0 {
		return
	}
	if c.h.put(clinic.Say("Clear: {{.Name}}", clinic.Args{"Name": c.name()}), k) == nil {
		c.close()
	}
}
