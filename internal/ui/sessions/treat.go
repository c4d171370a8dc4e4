package sessions

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/drainage"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/safety"
	"regimen/internal/words"
)

// treat is the step in which the prescriptions are ticked, changed or left.
type treat struct {
	w      *visit
	stop   *fyne.Container // what stands against any massage
	stops  string
	clear  *safety.KeepClear
	figure *fyne.Container // where there is no room for it beside the steps
	follow *follow
	none   *kit.Text
	list   *fyne.Container
	rest   *kit.Button
	rows   map[string]*treatRow
	order  []string
}

// figureHeight is how high the figure above the treatments is.
const figureHeight = 320

func newTreat(w *visit) (fyne.CanvasObject, part) {
	t := &treat{w: w, stop: kit.Stack(), follow: newFollow(w), list: kit.StackGap(kit.Gap), rows: map[string]*treatRow{}}
	t.none = kit.Body(lang.L("Nothing is planned for this session. Add what you do.")).Wrap()
	t.clear = safety.NewKeepClear(w.s.d, w.s.chart)
	t.figure = kit.MinHeight(figureHeight, w.room.addFigure())
	t.rest = kit.NewButton(lang.L("Done as planned: tick the rest"), kit.IconCheck, w.tickRest)
	add := newAdder(w)
	return kit.StackGap(kit.GapWide, t.stop, t.follow.object, t.clear.Object(), t.figure, t.none, t.list, kit.StackGap(kit.Gap, kit.FlowRow(add.open, t.rest), add.form)), t
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
		t.rows[id].show(&all[i], i+1)
	}
	if !slices.Equal(order, t.order) {
		t.order = order
		t.list.Objects = nil
		for _, id := range order {
			t.list.Objects = append(t.list.Objects, t.rows[id].object)
		}
		t.list.Refresh()
	}
	t.follow.show(v, t.w.s.chart())
	kit.SetHidden(t.none, len(all) > 0)
	kit.SetHidden(t.rest, t.w.undecided(v) == 0)
	t.showStops()
	t.clear.Show()
	kit.SetHidden(t.clear.Object(), !t.clear.Any())
	t.showFigure()
}

// showFigure shows the figure here where it has no room beside the steps; a window that is low keeps its room for the rows,
// unless there is something to keep clear of.
func (t *treat) showFigure() {
	kit.SetHidden(t.figure, !t.w.room.narrow || t.w.s.aside.short && !t.clear.Any())
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

// treatRow is one treatment: one tap when it is done, its minutes, and what else can be done with it.
type treatRow struct {
	w      *visit
	id     string
	number int
	object fyne.CanvasObject

	tick       *tick
	minutes    *kit.Text
	less, more *kit.Button
	stepper    *fyne.Container
	again      *kit.Button // to decide again on what was left out
	dots       *kit.Button
	order      *drainage.Order // of the steps of lymph drainage
	why        *fyne.Container // conflicts with contraindications
	whyText    string
	despite    *edit.Text // why it was given all the same

	acts   *fyne.Container // what the dots open
	change *kit.Button
	leave  *kit.Button
	remove *kit.Button

	form     *fyne.Container // to change it, built when first opened
	pressure *kit.Segmented
	typed    *edit.Number
	position *kit.Segmented
	note     *edit.Text

	reason  *fyne.Container // the reasons for leaving it out
	because *edit.Text
	reasons *kit.Chips
}

func newTreatRow(w *visit, id string) *treatRow {
	r := &treatRow{w: w, id: id}
	r.tick = newTick(r.ring, r.touch)
	r.minutes = kit.Body("").Aligned(fyne.TextAlignCenter)
	r.less = kit.IconButton(kit.IconRemove, lang.L("One minute less"), func() { r.step(-1) })
	r.more = kit.IconButton(kit.IconAdd, lang.L("One minute more"), func() { r.step(1) })
	r.stepper = container.NewHBox(r.less, kit.MinWidth(minutesWidth, kit.Middle(r.minutes)), r.more)
	r.again = kit.QuietButton(lang.L("Decide again"), kit.IconUndo, r.decideAgain)
	r.dots = kit.IconButton(kit.IconMore, lang.L("More about this treatment"), func() {
		kit.SetHidden(r.acts, r.acts.Visible())
		r.form.Hide()
		r.reason.Hide()
		w.reveal(r.object)
	})
	r.change = kit.NewButton(lang.L("Change"), kit.IconEdit, r.toggleChange)
	r.leave = kit.NewButton(lang.L("Leave out"), kit.IconClose, r.toggleLeave)
	r.remove = kit.NewButton(lang.L("Remove"), kit.IconRemove, r.takeAway)
	r.order = drainage.New(w.s.d.Catalogue)
	r.why = kit.StackGap(4)
	r.despite = w.s.newText(lang.L("It was given all the same because"), "kept_reason", "", 0, func(text string) error {
		return r.alter(func(t *clinic.Treatment) { t.KeptReason = strings.TrimSpace(text) })
	})
	r.despite.Hide()
	r.form, r.reason, r.acts = kit.StackGap(kit.Gap), kit.StackGap(kit.Gap), kit.FlowRow(r.change, r.leave, r.remove)
	r.form.Hide()
	r.reason.Hide()
	r.acts.Hide()
	top := container.New(rowLayout{}, r.tick, container.NewStack(r.stepper, r.again), r.dots)
	below := kit.PadSides(12, 0, kit.StackGap(6, r.order.Object(), r.why, r.despite.Field, r.acts, r.form, r.reason))
	r.object = container.NewStack(kit.NewPlate(kit.ColorSurface, kit.Radius), kit.PadSides(4, 0, kit.StackGap(0, top, below)))
	return r
}

// undecided is how many treatments of a session are neither done nor left out.
func (w *visit) undecided(v *clinic.Session) int {
	n := 0
	for _, t := range w.s.chart().TreatmentsOf(v.ID) {
		if t.Status == clinic.TreatmentPlanned {
			n++
		}
	}
	return n
}

// ring ticks what is open and takes back what was decided.
func (r *treatRow) ring() {
	t := r.now()
	switch {
	case t == nil:
	case t.Status == clinic.TreatmentPlanned:
		r.done()
	default:
		r.decideAgain()
	}
}

// touch ticks what is open, and shows on the figure where the treatment is given.
func (r *treatRow) touch() {
	t := r.now()
	if t == nil {
		return
	}
	r.w.light(r.id, false)
	if t.Status == clinic.TreatmentPlanned {
		r.done()
	}
}

// done ticks the treatment as it stands.
func (r *treatRow) done() {
	r.flush()
	if t := r.now(); t != nil {
		r.w.light(r.id, false)
		r.mark(r.w.s.chart().DoneAs(t), t.Reason)
	}
}

// decideAgain opens what was decided. What was not prescribed is not planned either: it can be removed.
func (r *treatRow) decideAgain() {
	if t := r.now(); t != nil && t.PrescriptionID != "" {
		r.mark(clinic.TreatmentPlanned, "")
	}
}

// step gives the treatment another minute, or one less.
func (r *treatRow) step(by float64) {
	r.flush()
	if t := r.now(); t != nil {
		if to := t.Minutes + by; to >= 1 && to <= clinic.MaxSessionMinutes {
			_ = r.alter(func(t *clinic.Treatment) { t.Minutes = to }) // the person was told
		}
	}
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
	r.acts.Hide()
	r.form.Hide()
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

// alter changes how it is done; what was done already is then done otherwise than planned, and what is open stays open.
func (r *treatRow) alter(change func(*clinic.Treatment)) error {
	t := r.now()
	if t == nil {
		return nil
	}
	change(t)
	if t.Given() {
		t.Status = r.w.s.chart().DoneAs(t)
	}
	return r.w.s.apply(clinic.Operation{Label: clinic.Say("Change {{.Name}}", clinic.Args{"Name": r.w.s.d.Catalogue.TechniqueTerm(t.Technique)}), Scope: r.w.id, Put: []clinic.Record{t}})
}

func (r *treatRow) toggleChange() {
	r.reason.Hide()
	if r.pressure == nil {
		r.buildChange()
	}
	kit.SetHidden(r.form, r.form.Visible())
	if t := r.now(); t != nil {
		r.show(t, r.number)
	}
	r.w.reveal(r.object)
}

func (r *treatRow) buildChange() {
	var grades []kit.Option
	for i := 1; i <= 5; i++ {
		grades = append(grades, kit.Option{ID: strconv.Itoa(i), Label: strconv.Itoa(i)})
	}
	r.pressure = kit.NewSegmented(grades, func(id string) {
		_ = r.alter(func(t *clinic.Treatment) { t.Pressure = int(id[0] - '0') })
	})
	r.typed = edit.NewNumber(r.w.s.after, lang.L("Minutes"), "minutes", kit.Limits{Min: 0, Max: clinic.MaxSessionMinutes}, func(v float64) error {
		return r.alter(func(t *clinic.Treatment) { t.Minutes = v })
	}).Of(r.w.s.d.Elsewhere(r.w.s.patient))
	var places []kit.Option
	for _, p := range clinic.Positions() {
		places = append(places, kit.Option{ID: p, Label: p})
	}
	r.position = kit.NewSegmented(places, func(id string) {
		_ = r.alter(func(t *clinic.Treatment) { t.Position = id })
	}).Clearable()
	r.note = r.w.s.newText(lang.L("Why, if it matters"), "reason", "", 1, func(text string) error {
		return r.alter(func(t *clinic.Treatment) { t.Reason = text })
	})
	r.form.Objects = []fyne.CanvasObject{
		kit.FlowRow(kit.MinWidth(320, kit.NewField(lang.L("Pressure, 1 lightest to 5 deepest"), r.pressure)), r.typed.Field),
		kit.NewField(lang.L("Position"), r.position), r.note.Field,
	}
}

func (r *treatRow) toggleLeave() {
	r.form.Hide()
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
	r.w.reveal(r.object)
}

func (r *treatRow) takeAway() {
	if t := r.now(); t != nil {
		_ = r.w.s.apply(clinic.Operation{Label: clinic.Say("Remove {{.Name}}", clinic.Args{"Name": r.w.s.d.Catalogue.TechniqueTerm(t.Technique)}), Scope: r.w.id, Remove: []clinic.Record{t}})
	}
}

func (r *treatRow) flush() {
	if r.despite.Visible() {
		r.despite.Flush()
	}
	if r.typed != nil {
		r.typed.Flush()
		r.note.Flush()
	}
}

func (r *treatRow) show(t *clinic.Treatment, number int) {
	d := r.w.s.d
	r.number = number
	name := lang.L("{{.Number}} {{.Name}}", map[string]any{"Number": number, "Name": d.Catalogue.TechniqueName(t.Technique)})
	said := ""
	if t.Status == clinic.TreatmentLeft || t.Status == clinic.TreatmentChanged {
		said, _ = statusWord(t.Status)
	}
	facts := append([]string{said, label(d, t.Targets)}, doseFacts(r.w.s.chart(), t)...)
	if t.Status == clinic.TreatmentLeft {
		facts = []string{words.Of(said, t.Reason), label(d, t.Targets)}
	}
	r.tick.set(name, words.Points(facts...), t.Status, r.id == r.w.lit)
	r.minutes.SetText(lang.L("{{.Value}} min", map[string]any{"Value": clinic.Number(t.Minutes)}))
	r.order.Show(r.w.s.chart(), t.Technique, t.Targets, t.Minutes)
	left := t.Status == clinic.TreatmentLeft
	kit.SetHidden(r.stepper, left)
	kit.SetEnabled(r.less, t.Minutes > 1)
	kit.SetEnabled(r.more, t.Minutes < clinic.MaxSessionMinutes)
	kit.SetHidden(r.again, !left)
	kit.SetHidden(r.change, left)
	kit.SetHidden(r.leave, t.Status != clinic.TreatmentPlanned)
	kit.SetHidden(r.remove, t.PrescriptionID != "")
	kit.SetHidden(r.dots, left && t.PrescriptionID != "")
	if r.pressure != nil {
		if p := strconv.Itoa(t.Pressure); r.pressure.Value() != p {
			r.pressure.SetChosen(p)
		}
		r.typed.Show(&t.Minutes)
		if r.position.Value() != t.Position {
			r.position.SetChosen(nonEmpty(t.Position)...)
		}
		r.note.Show(t.Reason)
	}
	r.showConflicts(t)
	r.despite.Show(t.KeptReason)
	v := r.w.now()
	kit.SetHidden(r.despite.Field, v == nil || len(clinic.GivenDespite(d.Catalogue, r.w.s.chart(), v, t)) == 0)
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

// askDespite gives the keyboard to the first reason that is missing for what was given despite a danger.
func (w *visit) askDespite(v *clinic.Session) {
	p, ok := w.parts[stepTreat].(*treat)
	if !ok {
		return
	}
	for _, t := range w.s.chart().TreatmentsOf(v.ID) {
		if r := p.rows[t.ID]; r != nil && t.KeptReason == "" && len(clinic.GivenDespite(w.s.d.Catalogue, w.s.chart(), v, &t)) > 0 {
			kit.Focus(r.despite.Entry)
			w.reveal(r.object)
			return
		}
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

// doseLine is how a treatment was given, with its minutes.
func doseLine(chart *clinic.Chart, t *clinic.Treatment) string {
	facts := doseFacts(chart, t)
	if t.Minutes > 0 {
		facts = slices.Insert(facts, 1, lang.L("{{.Value}} min", map[string]any{"Value": clinic.Number(t.Minutes)}))
	}
	return words.Points(facts...)
}

// doseFacts are how a treatment is given, without its minutes.
func doseFacts(chart *clinic.Chart, t *clinic.Treatment) []string {
	facts := []string{lang.L("pressure {{.Pressure}} of 5", map[string]any{"Pressure": t.Pressure})}
	if t.Repetitions > 0 {
		facts = append(facts, lang.L("{{.Count}} ×", map[string]any{"Count": t.Repetitions}))
	}
	facts = append(facts, t.Position, t.Reason, t.Note)
	if t.KeptReason != "" {
		facts = append(facts, lang.L("given all the same because: {{.Reason}}", map[string]any{"Reason": t.KeptReason}))
	}
	for _, rx := range chart.Prescriptions {
		if rx.ID == t.PrescriptionID && rx.DoseReason != "" {
			facts = append(facts, lang.L("dose kept because: {{.Reason}}", map[string]any{"Reason": rx.DoseReason}))
		}
	}
	return facts
}

// rowLayout puts the minutes and the dots at the end of a row, from its top; what is left is the target of the tick.
type rowLayout struct{}

const minutesWidth float32 = 56

func (rowLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	tick, minutes, dots := o[0], o[1], o[2]
	end := size.Width - kit.Target
	dots.Resize(fyne.NewSquareSize(kit.Target))
	dots.Move(fyne.NewPos(end, (rowHeight-kit.Target)/2))
	m := minutes.MinSize()
	minutes.Resize(m)
	minutes.Move(fyne.NewPos(end-m.Width, (rowHeight-m.Height)/2))
	tick.Resize(fyne.NewSize(max(end-m.Width-kit.Gap, 1), size.Height))
	tick.Move(fyne.Position{})
}

func (rowLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	tick, minutes := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(tick.Width+kit.Gap+minutes.Width+kit.Target, max(rowHeight, tick.Height))
}
