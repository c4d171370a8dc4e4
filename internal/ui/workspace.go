package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/presence"
	"regimen/internal/ui/safety"
	"regimen/internal/words"
)

// workspace is one patient's open record: the name that is over every section, and the sections that
// were shown so far.
type workspace struct {
	shell   *Shell
	patient string
	section desk.Section
	screens map[desk.Section]desk.Screen
	order   []desk.Section

	header fyne.CanvasObject
	head   *header
	others []desk.Other // who the header says is here too
	said   string       // about a danger, when its pill was tapped
	unread bool         // the record could not be read, and that is shown in the place of the section
	// The tabs with icons, and those for a window that has no room for them.
	tabs   []*kit.Tabs
	body   *fyne.Container
	object fyne.CanvasObject
}

func newWorkspace(s *Shell, patient string) *workspace {
	w := &workspace{shell: s, patient: patient, screens: map[desk.Section]desk.Screen{}, body: container.NewStack()}
	var full, plain []kit.Tab
	for _, r := range sectionRows() {
		if s.opt.Sections[r.section] == nil {
			continue
		}
		w.order = append(w.order, r.section)
		tab := kit.Tab{
			ID: string(r.section), Label: r.name,
			// The tabs' own content stays empty: a section is shown by show, after the one before was left.
			Content: func() fyne.CanvasObject { return kit.Space(0, 0) },
		}
		plain = append(plain, tab)
		tab.Icon = r.icon
		full = append(full, tab)
	}
	bars := container.New(widest{})
	for _, segments := range [][]kit.Tab{full, plain} {
		tabs := kit.NewTabs(segments...)
		tabs.OnChanged = func(id string) {
			s.leave()
			w.show(desk.Section(id))
		}
		w.tabs = append(w.tabs, tabs)
		bars.Add(tabs.Bar())
	}
	w.head, w.header = newHeader("", "")
	w.object = container.NewBorder(kit.PadSides(kit.GapRoomy, 0, bars), nil, nil, nil, w.body)
	return w
}

// widest shows the first of its objects that stays on one line, or else the last.
type widest struct{}

func (widest) MinSize(objects []fyne.CanvasObject) fyne.Size {
	for _, o := range objects {
		if o.Visible() {
			return o.MinSize()
		}
	}
	return fyne.Size{}
}

func (widest) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	chosen := len(objects) - 1
	for i, o := range objects {
		o.Resize(fyne.NewSize(size.Width, o.MinSize().Height))
		if o.MinSize().Height < 2*kit.Target {
			chosen = i
			break
		}
	}
	for i, o := range objects {
		if i == chosen {
			o.Show()
			o.Resize(fyne.NewSize(size.Width, o.MinSize().Height))
		} else {
			o.Hide()
		}
	}
}

// show brings a section to the front; it is built when it is first shown.
func (w *workspace) show(section desk.Section) {
	build := w.shell.opt.Sections[section]
	if build == nil {
		if len(w.order) == 0 {
			return
		}
		section = w.order[0]
		build = w.shell.opt.Sections[section]
	}
	read, screen := w.readable(), w.screens[section]
	if read && screen == nil {
		screen = build(w.shell.Desk, w.patient)
		w.screens[section] = screen
	}
	w.section = section
	for _, t := range w.tabs {
		t.Select(string(section))
	}
	if !read {
		return
	}
	w.put(screen.Object())
	if ch, ok := w.shell.missed.owed(screen); ok {
		screen.Refresh(ch)
	}
	w.shell.tellWhere()
}

func (w *workspace) put(o fyne.CanvasObject) {
	w.body.Objects = []fyne.CanvasObject{o}
	w.body.Refresh()
}

// readable reports whether there is a record to be shown. When it cannot be read that is said in the place of the
// section, which would show that there is nothing in it.
func (w *workspace) readable() bool {
	_, err := w.shell.Desk.Read(w.patient)
	if err != nil {
		w.shell.Desk.Log.Error("reading a chart", "error", err)
		w.put(kit.NewEmptyState(kit.IconAlert, lang.L("This record cannot be read now"), words.Error(err), lang.L("Try again"), func() { w.show(w.section) }))
		w.unread = true
		return false
	}
	w.unread = false
	return true
}

// refresh shows what changed in the section that is seen.
func (w *workspace) refresh(ch clinic.Changes) {
	if to := w.shell.leadsTo(w.patient); to != w.patient && ch.Touches("", clinic.KindJoined) {
		w.shell.openPatient(to, w.section) // it was joined, here or elsewhere, while it was shown
		return
	}
	was, screen := w.unread, w.screens[w.section]
	read := w.readable()
	switch {
	case read && !was && screen != nil:
		screen.Refresh(ch)
		return
	case screen != nil:
		w.shell.missed.owe(screen, ch)
	}
	if read {
		w.show(w.section)
	}
}

// showTab shows the n-th of all sections, by its key.
func (w *workspace) showTab(n int) {
	section := sectionRows()[n].section
	if w.shell.opt.Sections[section] != nil && section != w.section {
		w.shell.leave()
		w.show(section)
	}
}

func (w *workspace) refreshHeader() {
	chart, err := w.shell.Desk.Read(w.patient)
	if err != nil {
		return // said in the place of the section
	}
	p := chart.Patient
	w.head.name.SetText(p.Name())
	w.head.quiet.SetText(about(p, w.shell.Desk.Today()))
	tell := func(text string) { w.shell.Desk.Tell(text, nil) }
	var pills []*pill
	if !p.ArchivedAt.IsZero() {
		pills = append(pills, newPill(lang.L("Archived"), kit.ToneNeutral, kit.IconArchive, tell))
	}
	pills = append(pills, w.dangers(chart)...)
	w.others = w.shell.Desk.Others(w.patient)
	for _, o := range w.others {
		text, icon := presence.Pill(o)
		pills = append(pills, newPill(text, kit.ToneNeutral, icon, tell))
	}
	w.head.setPills(pills...)
	if w.shell.work == w && w.shell.place == Record {
		w.shell.chrome.setHeader(w.header)
	}
}

// mostDangers is how many dangers are named in the head; the others are counted.
const mostDangers = 2

// dangers are the pills of what must be known in every section. Each says when it is tapped what to do, and the count
// of the others all of them.
func (w *workspace) dangers(chart *clinic.Chart) []*pill {
	d := w.shell.Desk
	list := clinic.Dangers(d.Catalogue, chart, d.Today())
	all := ""
	var pills []*pill
	for i, x := range list {
		says := safety.DangerWords(d.Catalogue, x)
		if do := x.Do(); do != "" {
			says += ". " + do
		}
		all += safety.DangerWords(d.Catalogue, x) + "\n"
		if i < mostDangers {
			pills = append(pills, newPill(safety.DangerName(d.Catalogue, x), safety.Tone(x), kit.IconAlert, func(string) { w.explain(says) }))
		}
	}
	if more := len(list) - mostDangers; more > 0 {
		count := lang.L("+{{.Count}}", map[string]any{"Count": more})
		pills = append(pills, newPill(count, safety.Tone(list[mostDangers]), kit.IconAlert, func(string) { w.explain(strings.TrimSpace(all)) }))
	}
	return pills
}

// explain says something about this patient, until another page is opened.
func (w *workspace) explain(text string) {
	w.said = text
	w.shell.Desk.Warn(text)
}

// refreshOthers shows who came and who went.
func (w *workspace) refreshOthers() {
	if !slices.Equal(w.others, w.shell.Desk.Others(w.patient)) {
		w.refreshHeader()
	}
}

// about is the quiet line under a patient's name.
func about(p clinic.Patient, today clinic.Date) string {
	var parts []string
	if s := strings.TrimSpace(p.Pronouns); s != "" {
		parts = append(parts, s)
	}
	if p.BirthDate.Valid() {
		parts = append(parts, kit.Age(string(p.BirthDate), today.Time()), lang.L("born {{.Date}}", map[string]any{"Date": words.Short(p.BirthDate)}))
	}
	if len(p.Phones) > 0 {
		parts = append(parts, p.Phones[0].Number)
	}
	return strings.Join(parts, "  ·  ")
}
