package patients

import (
	"context"
	"maps"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/store/lookup"
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
	pages    map[int]listPage
	reading  int  // counts the readings; a page of an earlier one stays in sight until it is read anew
	asking   bool // while the list itself asks for a page

	asked int // counts the letters that were gone to, so that only the last one is

	count   *kit.Text
	filter  *kit.Segmented
	list    *kit.List
	letters *letters
	empty   *kit.EmptyState
	body    *fyne.Container
	object  fyne.CanvasObject
}

// listPage is a part of the list as it was read.
type listPage struct {
	hits     []lookup.Hit
	archived bool
	reading  int // when it was last asked for
}

const (
	current  = "current"
	archived = "archived"
)

// lettersFrom is how long a list is that has the alphabet beside it: longer than a screen.
const lettersFrom = 13

// NewList shows the patients; newPatient is what the button does while there are none, duplicates looks for records that may
// be of one person.
func NewList(d *desk.Desk, newPatient, duplicates func()) *List {
	l := &List{d: d, count: kit.QuietText("").Aligned(fyne.TextAlignTrailing), pages: map[int]listPage{}}
	l.filter = kit.NewSegmented([]kit.Option{
		{ID: current, Label: lang.L("Current")}, {ID: archived, Label: lang.L("Archived"), Icon: kit.IconArchive},
	}, func(id string) {
		l.archived = id == archived
		l.read()
		l.list.ScrollToTop()
	})
	l.filter.SetChosen(current)
	l.list = kit.NewList(func() int { return l.total }, l.line, func(i int) {
		if h, ok := l.at(i); ok {
			d.Open(h.ID, desk.Summary)
		}
	})
	l.list.OnRune = l.goTo
	l.letters = newLetters(l.goTo)
	l.letters.Hide()
	l.empty = kit.NewEmptyState(kit.IconPatients, lang.L("No patients yet"),
		lang.L("Add the first one. A name is enough to begin with."), lang.L("New patient"), newPatient)
	l.body = container.NewStack()
	look := kit.QuietButton(lang.L("Look for duplicates"), kit.IconSearch, duplicates)
	top := container.NewBorder(nil, nil, nil, container.NewHBox(look, kit.MinWidth(120, kit.Middle(l.count))), l.filter)
	// What the rows say begins under the title: a row has a margin of its own.
	l.object = container.NewBorder(kit.PadSides(kit.GapRoomy, kit.Gap, top), nil, nil, nil,
		kit.PadSides(kit.GapRoomy-kit.GapWide, 0, l.body))
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

// read reads anew, from the first page.
func (l *List) read() {
	l.reading++
	l.ask(0)
}

// ask asks for a page, once in a reading.
func (l *List) ask(n int) {
	p := l.pages[n]
	if p.reading == l.reading {
		return
	}
	p.reading = l.reading
	l.pages[n] = p
	type answer struct {
		hits  []lookup.Hit
		total int
	}
	reading, only := l.reading, l.archived
	kit.Work(func(ctx context.Context) (answer, error) {
		hits, total, err := l.d.Store.Patients(ctx, lookup.Filter{Archived: only}, pageSize, n*pageSize)
		return answer{hits, total}, err
	}, func(a answer, err error) {
		if reading != l.reading {
			return
		}
		if err != nil {
			l.d.Fail(err)
			return
		}
		l.pages[n] = listPage{hits: a.hits, archived: only, reading: reading}
		if n == 0 {
			l.begin(a.total)
		} else if !l.asking {
			l.list.Refresh()
		}
	})
}

// begin shows a list of which the first page was read.
func (l *List) begin(total int) {
	l.total = total
	maps.DeleteFunc(l.pages, func(_ int, p listPage) bool { return p.archived != l.archived })
	l.count.SetText(lang.L("{{.Count}} in all", map[string]any{"Count": l.total}))
	l.letters.Hidden = l.total < lettersFrom
	l.body.Objects = []fyne.CanvasObject{container.NewBorder(nil, nil, nil, l.letters, l.list)}
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

func (l *List) at(i int) (lookup.Hit, bool) {
	n := i / pageSize
	l.asking = true // a page that comes at once is shown by the list that asks
	l.ask(n)
	l.asking = false
	p := l.pages[n].hits
	if i%pageSize >= len(p) {
		return lookup.Hit{}, false
	}
	return p[i%pageSize], true
}

// goTo shows the patients from a letter of their family name on.
func (l *List) goTo(letter rune) {
	letter = unicode.ToLower(letter)
	if !unicode.IsLetter(letter) {
		return
	}
	l.asked++
	asked, reading, before := l.asked, l.reading, lookup.Filter{Archived: l.archived, Before: string(letter)}
	kit.Work(func(ctx context.Context) (int, error) {
		_, total, err := l.d.Store.Patients(ctx, before, 0, 0)
		return total, err
	}, func(total int, err error) {
		switch {
		case asked != l.asked || reading != l.reading:
		case err != nil:
			l.d.Fail(err)
		default:
			l.list.ShowTop(total)
		}
	})
}

func (l *List) line(i int) kit.Row {
	h, ok := l.at(i)
	if !ok {
		return kit.Row{}
	}
	return sortedRow(h, l.d.Today())
}
