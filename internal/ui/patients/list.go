package patients

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
)

// pageSize is how many patients are read at once: a few screens full.
const pageSize = 200

// List is every patient by name. Only the rows in sight are made and only the pages they are on are
// read, so that a clinic with tens of thousands of patients scrolls as easily as one with ten.
type List struct {
	d        *desk.Desk
	archived bool
	total    int
	pages    map[int][]store.PatientHit

	count  *kit.Text
	filter *kit.Chips
	list   *kit.List
	empty  *kit.EmptyState
	body   *fyne.Container
	object fyne.CanvasObject
}

const (
	current  = "current"
	archived = "archived"
)

// NewList shows the patients; newPatient is what the button does.
func NewList(d *desk.Desk, newPatient func()) *List {
	l := &List{d: d, count: kit.QuietText("").Aligned(fyne.TextAlignTrailing), pages: map[int][]store.PatientHit{}}
	l.filter = kit.NewChips([]kit.Option{
		{ID: current, Label: lang.L("Current")}, {ID: archived, Label: lang.L("Archived"), Icon: kit.IconArchive},
	}, func(ids []string) {
		l.archived = len(ids) > 0 && ids[0] == archived
		l.read()
		l.list.ScrollToTop()
	}).Required()
	l.filter.SetChosen(current)
	l.list = kit.NewList(func() int { return l.total }, l.line, func(i int) {
		if h, ok := l.at(i); ok {
			d.Open(h.ID, desk.Summary)
		}
	})
	l.empty = kit.NewEmptyState(kit.IconPatients, lang.L("No patients yet"),
		lang.L("Add the first one. A name is enough to begin with."), lang.L("New patient"), newPatient)
	l.body = container.NewStack()
	add := kit.PrimaryButton(lang.L("New patient"), kit.IconAdd, newPatient)
	top := container.NewBorder(nil, nil, nil, container.NewHBox(kit.PadSides(kit.GapWide, 14, kit.MinWidth(120, l.count)), add), l.filter)
	l.object = container.NewBorder(kit.PadSides(kit.GapRoomy, kit.Gap, top), nil, nil, nil,
		kit.PadSides(kit.GapWide, kit.Gap, l.body))
	l.read()
	return l
}

// Object is part of desk.Screen.
func (l *List) Object() fyne.CanvasObject { return l.object }

// Refresh reads anew when a patient or a visit changed.
func (l *List) Refresh(ch clinic.Changes) {
	if ch.Touches("", clinic.KindPatient, clinic.KindSession, clinic.KindAssessment) {
		l.read()
	}
}

// Leave is part of desk.Screen; nothing is typed here.
func (l *List) Leave() {}

func (l *List) read() {
	clear(l.pages)
	l.total = 0
	l.page(0)
	l.count.SetText(lang.L("{{.Count}} in all", map[string]any{"Count": l.total}))
	l.body.Objects = []fyne.CanvasObject{l.list}
	if l.total == 0 {
		l.body.Objects = []fyne.CanvasObject{l.empty}
		if l.archived {
			l.body.Objects = []fyne.CanvasObject{kit.NewEmptyState(kit.IconArchive, lang.L("Nobody is archived"),
				lang.L("A patient who no longer comes can be archived in the details. Nothing of the record is lost."), "", nil)}
		}
	}
	l.body.Refresh()
	l.list.Refresh()
}

func (l *List) page(n int) []store.PatientHit {
	if p, ok := l.pages[n]; ok {
		return p
	}
	hits, total, err := l.d.Store.Patients(context.Background(), store.PatientFilter{Archived: l.archived}, pageSize, n*pageSize)
	if err != nil {
		l.d.Fail(err)
	}
	l.pages[n] = hits
	if n == 0 {
		l.total = total
	}
	return hits
}

func (l *List) at(i int) (store.PatientHit, bool) {
	p := l.page(i / pageSize)
	if i%pageSize >= len(p) {
		return store.PatientHit{}, false
	}
	return p[i%pageSize], true
}

func (l *List) line(i int) kit.Row {
	h, ok := l.at(i)
	if !ok {
		return kit.Row{}
	}
	return Row(h, l.d.Today())
}
