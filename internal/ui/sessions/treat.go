package sessions

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/drainage"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// treat is the step in which the prescriptions are ticked, changed or left.
type treat struct {
	w     *visit
	stop  *fyne.Container // what stands against any massage
	stops string
	clear *keepClear
	none  *kit.Text
	list  *fyne.Container
	rows  map[string]*treatRow
	order []string
}

func newTreat(w *visit) (fyne.CanvasObject, part) {
	t := &treat{w: w, stop: kit.Stack(), list: kit.StackGap(kit.Gap), rows: map[string]*treatRow{}}
	t.none = kit.Body(lang.L("Nothing is planned for this session. Add what you do.")).Wrap()
	t.clear = newKeepClear(w)
	return kit.StackGap(kit.GapWide, t.stop, t.clear.root, t.none, t.list, newAdder(w).object), t
}

func (t *treat) flush() {
	for _, r := range t.rows {
		r.flush()
	}
}

func (t *treat) show(v *clinic.Session) {
	all := t.w.s.chart().TreatmentsOf(v.ID)
	var order []string
	for i := range all {
		id := all[i].ID
		order = append(order, id)
		if t.rows[id] == nil {
			t.rows[id] = newTreatRow(t.w, id)
		}
		t.rows[id].show(&all[i])
	}
	if !slices.Equal(order, t.order) {
		t.order = order
		t.list.Objects = nil
		for _, id := range order {
			t.list.Objects = append(t.list.Objects, t.rows[id].object)
		}
		t.list.Refresh()
	}
	kit.SetHidden(t.none, len(all) > 0)
	t.showStops()
	t.clear.show(all)
}

// showStops says once, above the treatments, what stands against all of them.
func (t *treat) showStops() {
	var texts []string
	for _, f := range clinic.OpenFlags(t.w.s.d.Catalogue, t.w.s.chart(), t.w.s.d.Today()) {
		if f.Item.Blocks {
			texts = append(texts, f.Item.Name+": "+f.Item.Action)
		}
	}
	if text := strings.Join(texts, "\n"); text != t.stops {
		t.stops = text
		t.stop.Objects = nil
		for _, x := range texts {
			t.stop.Objects = append(t.stop.Objects, notice(x, kit.ToneDanger))
		}
		t.stop.Refresh()
	}
	kit.SetHidden(t.stop, len(texts) == 0)
}

// treatRow is one treatment.
type treatRow struct {
	w      *visit
	id     string
	object fyne.CanvasObject

	name, dose *kit.Text
	status     *kit.Badge
	done, undo *kit.Button
	change     *kit.Button
	leave      *kit.Button
	remove     *kit.Button
	buttons    *fyne.Container
	order      *drainage.Order // of the steps of lymph drainage
	why        *fyne.Container // conflicts with contraindications
	whyText    string

	more     *fyne.Container // the change form, built when first opened
	pressure *kit.Chips
	minutes  *edit.Number
	position *kit.Chips
	note     *edit.Text

	reason  *fyne.Container // the reasons for leaving it out
	because *edit.Text
	reasons *kit.Chips
}

func newTreatRow(w *visit, id string) *treatRow {
	r := &treatRow{w: w, id: id}
	r.name, r.dose = kit.Strong("").Wrap(), kit.QuietText("").Wrap()
	r.status = kit.NewBadge("", kit.ToneNeutral)
	r.done = kit.NewButton(lang.L("Done"), kit.IconCheck, func() { r.mark(clinic.TreatmentDone, "") })
	r.change = kit.NewButton(lang.L("Change"), kit.IconEdit, r.toggleChange)
	r.leave = kit.NewButton(lang.L("Leave out"), kit.IconClose, r.toggleLeave)
	r.undo = kit.QuietButton(lang.L("Decide again"), kit.IconUndo, func() { r.mark(clinic.TreatmentPlanned, "") })
	r.remove = kit.IconButton(kit.IconRemove, lang.L("Remove"), r.takeAway)
	r.order = drainage.New(w.s.d.Catalogue, w.s.d.Atlas)
	r.why = kit.StackGap(4)
	r.more, r.reason = kit.StackGap(kit.Gap), kit.StackGap(kit.Gap)
	r.more.Hide()
	r.reason.Hide()
	r.buttons = container.NewHBox(layout.NewSpacer(), container.NewCenter(r.status), r.done, r.change, r.leave, r.undo, r.remove)
	top := container.New(&wordsAndButtons{}, kit.StackGap(0, r.name, r.dose), r.buttons)
	r.object = container.NewStack(kit.NewPlate(kit.ColorSurface, kit.Radius),
		kit.PadSides(kit.GapWide, 10, kit.StackGap(6, top, r.order.Object(), r.why, r.more, r.reason)))
	return r
}

func (r *treatRow) now() *clinic.Treatment {
	for _, t := range r.w.s.chart().TreatmentsOf(r.w.id) {
		if t.ID == r.id {
			return &t
		}
	}
	return nil
}

func (r *treatRow) mark(status, reason string) {
	r.flush()
	t := r.now()
	if t == nil {
		return
	}
	if rx := r.prescribed(t); rx != nil && status == clinic.TreatmentPlanned {
		t.Pressure, t.Minutes, t.Position = rx.Pressure, rx.Minutes, rx.Position
	}
	r.more.Hide()
	r.reason.Hide()
	op, err := clinic.MarkTreatment(r.w.s.d.Catalogue, *t, status, reason)
	if err != nil {
		r.w.s.d.Fail(err)
		return
	}
	_ = r.w.s.apply(op)
}

// prescribed is what the plan asks for, or nil.
func (r *treatRow) prescribed(t *clinic.Treatment) *clinic.Prescription {
	all := r.w.s.chart().Prescriptions
	if i := slices.IndexFunc(all, func(x clinic.Prescription) bool { return x.ID == t.PrescriptionID }); i >= 0 {
		return &all[i]
	}
	return nil
}

// alter changes what was done; a treatment that was planned is then done otherwise.
func (r *treatRow) alter(change func(*clinic.Treatment)) error {
	t := r.now()
	if t == nil {
		return nil
	}
	change(t)
	if t.PrescriptionID != "" || t.Status == clinic.TreatmentLeft {
		t.Status = clinic.TreatmentChanged
	}
	return r.w.s.apply(clinic.Operation{Label: clinic.Say("Change {{.Name}}", clinic.Args{"Name": r.w.s.d.Catalogue.TechniqueTerm(t.Technique)}), Scope: r.w.id, Put: []clinic.Record{t}})
}

func (r *treatRow) toggleChange() {
	r.reason.Hide()
	if r.pressure == nil {
		r.buildChange()
	}
	kit.SetHidden(r.more, r.more.Visible())
	if t := r.now(); t != nil {
		r.show(t)
	}
}

func (r *treatRow) buildChange() {
	var grades []kit.Option
	for i := 1; i <= 5; i++ {
		grades = append(grades, kit.Option{ID: fmt.Sprint(i), Label: fmt.Sprint(i)})
	}
	r.pressure = kit.NewChips(grades, func(ids []string) {
		if len(ids) == 1 {
			_ = r.alter(func(t *clinic.Treatment) { t.Pressure = int(ids[0][0] - '0') })
		}
	}).Required()
	r.minutes = edit.NewNumber(r.w.s.after, lang.L("Minutes"), "minutes", kit.Limits{Min: 0, Max: clinic.MaxSessionMinutes}, func(v float64) error {
		return r.alter(func(t *clinic.Treatment) { t.Minutes = v })
	}).Of(r.w.s.d.Elsewhere(r.w.s.patient))
	var places []kit.Option
	for _, p := range clinic.Positions() {
		places = append(places, kit.Option{ID: p, Label: p})
	}
	r.position = kit.NewChips(places, func(ids []string) {
		_ = r.alter(func(t *clinic.Treatment) { t.Position = first(ids) })
	})
	r.note = r.w.s.newText(lang.L("Why, if it matters"), "reason", "", 1, func(text string) error {
		return r.alter(func(t *clinic.Treatment) { t.Reason = text })
	})
	r.more.Objects = []fyne.CanvasObject{
		kit.FlowRow(kit.MinWidth(272, kit.NewField(lang.L("Pressure, 1 lightest to 5 deepest"), r.pressure)), r.minutes.Field),
		kit.NewField(lang.L("Position"), r.position), r.note.Field,
	}
}

func (r *treatRow) toggleLeave() {
	r.more.Hide()
	if r.reasons == nil {
		r.reasons = kit.NewChips(kit.Options(lang.L("Not enough time"), lang.L("Too tender today"), lang.L("Patient asked not to"), lang.L("Not needed today"), lang.L("Not safe today")),
			func(ids []string) {
				if len(ids) == 1 {
					r.mark(clinic.TreatmentLeft, ids[0])
				}
			})
		r.because = r.w.s.newText(lang.L("Another reason"), "reason", "", 1, func(text string) error {
			if strings.TrimSpace(text) != "" {
				r.mark(clinic.TreatmentLeft, text)
			}
			return nil
		})
		r.reason.Objects = []fyne.CanvasObject{kit.NewField(lang.L("Why is it left out?"), r.reasons), r.because.Field}
	}
	kit.SetHidden(r.reason, r.reason.Visible())
	r.reasons.SetChosen()
}

func (r *treatRow) takeAway() {
	if t := r.now(); t != nil {
		_ = r.w.s.apply(clinic.Operation{Label: clinic.Say("Remove {{.Name}}", clinic.Args{"Name": r.w.s.d.Catalogue.TechniqueTerm(t.Technique)}), Scope: r.w.id, Remove: []clinic.Record{t}})
	}
}

func (r *treatRow) flush() {
	if r.minutes != nil {
		r.minutes.Flush()
		r.note.Flush()
	}
}

func (r *treatRow) show(t *clinic.Treatment) {
	d := r.w.s.d
	r.name.SetText(treatmentName(d, t))
	r.dose.SetText(doseLine(r.w.s.chart(), t))
	r.order.Show(t.Technique, t.Targets, t.Minutes)
	r.status.Set(statusWord(t.Status))
	planned := t.Status == clinic.TreatmentPlanned
	kit.SetHidden(r.done, !planned)
	kit.SetHidden(r.change, t.Status == clinic.TreatmentLeft)
	kit.SetHidden(r.leave, !planned)
	kit.SetHidden(r.undo, planned || t.PrescriptionID == "")
	kit.SetHidden(r.remove, t.PrescriptionID != "")
	r.buttons.Refresh()
	if r.pressure != nil {
		if p := fmt.Sprint(t.Pressure); r.pressure.Value() != p {
			r.pressure.SetChosen(p)
		}
		r.minutes.Show(&t.Minutes)
		if r.position.Value() != t.Position {
			r.position.SetChosen(nonEmpty(t.Position)...)
		}
		r.note.Show(t.Reason)
	}
	r.showConflicts(t)
}

// showConflicts says which contraindications stand against this treatment in particular.
func (r *treatRow) showConflicts(t *clinic.Treatment) {
	var texts []string
	if t.Status != clinic.TreatmentLeft {
		for _, c := range clinic.TreatmentConflicts(r.w.s.d.Catalogue, r.w.s.chart(), t, r.w.s.d.Today()) {
			if c.Stands() && !c.Blocks {
				texts = append(texts, words.Of(words.Say(c.Name), words.Sentences(words.Say(c.Reason), words.Say(c.Action))))
			}
		}
		if v := r.w.now(); v != nil {
			texts = append(texts, words.All(clinic.TreatmentConsentMissing(r.w.s.d.Catalogue, r.w.s.chart(), v, t))...)
		}
	}
	if text := strings.Join(texts, "\n"); text != r.whyText {
		r.whyText = text
		r.why.Objects = nil
		for _, x := range texts {
			r.why.Objects = append(r.why.Objects, notice(x, kit.ToneWarning))
		}
		r.why.Refresh()
	}
}

// treatmentName is what was done where.
func treatmentName(d *desk.Desk, t *clinic.Treatment) string {
	name := d.Catalogue.TechniqueName(t.Technique)
	if where := label(d, t.Targets); where != "" {
		name += ": " + where
	}
	return name
}

func statusWord(status string) (string, kit.Tone) {
	switch status {
	case clinic.TreatmentDone:
		return lang.L("Done"), kit.ToneSuccess
	case clinic.TreatmentChanged:
		return lang.L("Done, changed"), kit.ToneSuccess
	case clinic.TreatmentLeft:
		return lang.L("Left out"), kit.ToneWarning
	}
	return "", kit.ToneNeutral
}

func doseLine(chart *clinic.Chart, t *clinic.Treatment) string {
	parts := []string{lang.L("pressure {{.Pressure}} of 5", map[string]any{"Pressure": t.Pressure})}
	if t.Minutes > 0 {
		parts = append(parts, lang.L("{{.Value}} min", map[string]any{"Value": clinic.Number(t.Minutes)}))
	}
	if t.Repetitions > 0 {
		parts = append(parts, lang.L("{{.Count}} ×", map[string]any{"Count": t.Repetitions}))
	}
	if t.Position != "" {
		parts = append(parts, t.Position)
	}
	for _, s := range []string{t.Reason, t.Note} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	for _, rx := range chart.Prescriptions {
		if rx.ID == t.PrescriptionID && rx.DoseReason != "" {
			parts = append(parts, lang.L("dose kept because: {{.Reason}}", map[string]any{"Reason": rx.DoseReason}))
		}
	}
	return strings.Join(parts, " · ")
}

// wordsAndButtons puts the buttons of a row beside its words, or below them where both have no room. The
// buttons have the room of their widest choice, so that a tick does not break the words anew.
type wordsAndButtons struct{ below bool }

const (
	buttonsWidth float32 = 400
	wordsLeast   float32 = 240
)

func (l *wordsAndButtons) Layout(o []fyne.CanvasObject, size fyne.Size) {
	words, buttons := o[0], o[1]
	h := buttons.MinSize().Height
	l.below = size.Width < wordsLeast+kit.GapWide+buttonsWidth
	if !l.below {
		words.Resize(fyne.NewSize(size.Width-kit.GapWide-buttonsWidth, words.MinSize().Height))
		words.Move(fyne.NewPos(0, max(0, (size.Height-words.MinSize().Height)/2)))
		buttons.Resize(fyne.NewSize(buttonsWidth, h))
		buttons.Move(fyne.NewPos(size.Width-buttonsWidth, (size.Height-h)/2))
		return
	}
	words.Move(fyne.Position{})
	words.Resize(fyne.NewSize(size.Width, words.MinSize().Height))
	buttons.Move(fyne.NewPos(0, size.Height-h))
	buttons.Resize(fyne.NewSize(size.Width, h))
}

func (l *wordsAndButtons) MinSize(o []fyne.CanvasObject) fyne.Size {
	words, buttons := o[0].MinSize(), o[1].MinSize()
	height := max(words.Height, buttons.Height)
	if l.below {
		height = words.Height + kit.Gap + buttons.Height
	}
	return fyne.NewSize(max(words.Width, buttons.Width), height)
}
