// Package documents is the Documents section of a patient: what can be printed, how it will look, and
// the ways to open, print and keep it.
package documents

import (
	"context"
	"errors"
	"image"
	"image/color"
	"reflect"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/document"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/ui/papers"
	"regimen/internal/words"
)

// previewWidth is how wide a page is drawn on the screen, and previewScale how many pixels a unit of it
// gets, so that 12-point print stays readable.
const (
	previewWidth = 620
	previewScale = 2
	sideWidth    = 320
)

type screen struct {
	d       *desk.Desk
	patient string
	root    *fyne.Container

	booked  []clinic.Appointment // the patient's, as far as papers tell of them, as they were read last
	known   bool                 // that they could be read
	sort    *document.Paper
	picked  bool              // somebody chose what is shown; else it is the first that there is
	chosen  map[string]string // what was chosen to be shown of a sort of paper, by its code
	subject document.Subject  // what is shown
	paper   string            // A4 or Letter
	doc     *document.Document
	making  *kit.Job
	handing bool // a paper is on its way to the viewer or the printer

	title   *kit.Text
	choices *fyne.Container
	draft   *kit.Text // said of a version that is not agreed yet
	notice  *kit.Notice
	pages   *fyne.Container
	reader  *kit.Reader
	busy    *kit.Busy
	buttons []*kit.Button
}

// New makes the screen.
func New(d *desk.Desk, patientID string) desk.Screen {
	s := &screen{d: d, patient: patientID, root: container.NewStack(), chosen: map[string]string{}, paper: d.Clinic().Paper}
	s.show()
	s.read()
	return s
}

func (s *screen) Object() fyne.CanvasObject { return s.root }
func (s *screen) Leave()                    {}

// Refresh makes the paper again when something on it may have changed; it stays where it was read.
func (s *screen) Refresh(ch clinic.Changes) {
	if ch.Touches(s.patient, clinic.KindClinic, clinic.KindPractitioner, clinic.KindService) {
		s.show()
		s.read()
	}
}

// read asks what was booked of the patient, and shows what there is to print of it. Where that cannot be told now, nothing is
// offered of it.
func (s *screen) read() {
	from := (&document.About{Chart: s.d.Chart(s.patient), Printed: s.d.Today()}).BookedFrom()
	kit.Work(func(ctx context.Context) ([]clinic.Appointment, error) {
		return s.d.Store.Appointments(ctx, s.patient, from)
	}, func(booked []clinic.Appointment, err error) {
		if err != nil {
			booked = nil
		}
		if known := err == nil; known != s.known || !reflect.DeepEqual(booked, s.booked) && len(booked)+len(s.booked) > 0 {
			s.booked, s.known = booked, known
			s.show()
		}
	})
}

// about is what the papers are made from; false when it cannot be read, which the person was told.
func (s *screen) about() (document.About, bool) {
	about, err := About(s.d, s.d.Chart(s.patient))
	if err != nil {
		s.d.Fail(err)
		return about, false
	}
	about.Appointments, about.DiaryRead = s.booked, s.known
	return about, true
}

func (s *screen) show() {
	about, known := s.about()
	if !known {
		return
	}
	offered := slices.DeleteFunc(document.Papers(), func(p *document.Paper) bool {
		_, any := p.Find(&about, "")
		return !any
	})
	if s.reader == nil {
		s.build()
	}
	if !s.picked || !slices.Contains(offered, s.sort) {
		s.sort = offered[0]
	}
	s.choices.Objects = nil
	if len(offered) > 1 {
		s.choices.Add(s.sorts(offered))
	}
	if which := wordings()[s.sort.Code].which; which != "" {
		s.choices.Add(s.subjects(which, &about))
	}
	s.choices.Add(s.papers())
	s.title.SetText(wordings()[s.sort.Code].name)
	s.choices.Refresh()
	s.make()
}

// sorts offers the papers there are.
func (s *screen) sorts(offered []*document.Paper) fyne.CanvasObject {
	var opts []kit.Option
	for _, p := range offered {
		opts = append(opts, kit.Option{ID: p.Code, Label: wordings()[p.Code].name})
	}
	which := kit.NewSegmented(opts, func(id string) {
		if id != s.sort.Code {
			s.sort, s.picked = document.PaperOf(id), true
			s.show()
		}
	})
	which.SetChosen(s.sort.Code)
	return kit.NewField(lang.L("Which paper"), which)
}

func (s *screen) build() {
	s.notice = kit.NewNotice(s.d.Later)
	s.busy = kit.NewBusy(s.d.Later)
	s.pages = kit.Stack()
	s.choices = kit.Stack()
	s.draft = kit.Body(lang.L("This version is not agreed yet. It is printed as a draft, for talking it over.")).In(kit.ColorWarning).Wrap()
	printIt := kit.PrimaryButton(lang.L("Print"), kit.IconPrint, s.print)
	open := kit.NewButton(lang.L("Open in the viewer"), kit.IconPreview, s.open)
	keep := kit.NewButton(lang.L("Save as PDF"), kit.IconPDF, s.keep)
	s.buttons = []*kit.Button{printIt, open, keep}
	s.reader = kit.NewReader(kit.Pad(kit.GapWide, s.pages))
	s.title = kit.Heading("").Wrap()
	side := page.New(s.title, s.draft, s.notice, s.choices, kit.Stack(printIt, open, keep), s.busy)
	s.root.Objects = []fyne.CanvasObject{kit.Border(nil, nil, kit.MinWidth(sideWidth, kit.MaxWidth(sideWidth, side)), nil, s.reader)}
	s.root.Refresh()
}

// find is what is shown of the sort of paper: what was chosen, or what is usually meant.
func (s *screen) find(about *document.About) document.Subject {
	if chosen, there := s.sort.Find(about, s.chosen[s.sort.Code]); there {
		return chosen
	}
	usual, _ := s.sort.Find(about, "")
	return usual
}

// subjects offers all that the paper can be made of, newest first.
func (s *screen) subjects(which string, about *document.About) fyne.CanvasObject {
	list := kit.StackGap(0)
	all, _ := s.sort.Of(about)
	rows := map[string]*kit.TwoLine{}
	title := ""
	for _, x := range all {
		if x.Title != title { // once above the versions that bear it, where it has room
			title = x.Title
			list.Add(kit.PadSides(0, kit.Gap/2, kit.Body(title).Wrap()))
		}
		rows[x.ID] = kit.NewTwoLine(subjectRow(&x), func() {
			if x.ID == s.subject.ID {
				return
			}
			rows[s.subject.ID].SetCurrent(false)
			rows[x.ID].SetCurrent(true)
			s.chosen[s.sort.Code], s.picked = x.ID, true
			s.make()
		})
		list.Add(rows[x.ID])
	}
	rows[s.find(about).ID].SetCurrent(true)
	return kit.NewField(which, list)
}

// subjectRow is a version or a signed paper in the list.
func subjectRow(x *document.Subject) kit.Row {
	day := lang.L("draft")
	if !x.Draft() {
		day = words.Short(x.On)
	}
	switch {
	case !x.Name.IsZero():
		return kit.Row{What: words.Say(x.Name), Quiet: day}
	case x.Version == 0:
		return kit.Row{What: day}
	}
	return kit.Row{What: lang.L("Version {{.N}}", map[string]any{"N": x.Version}), Quiet: day}
}

func (s *screen) papers() fyne.CanvasObject {
	size := kit.NewSegmented([]kit.Option{{ID: "A4", Label: "A4"}, {ID: "Letter", Label: "US Letter"}}, func(id string) {
		if id != s.paper {
			s.paper = id
			s.make()
		}
	})
	size.SetChosen(s.paper)
	return kit.NewField(lang.L("Paper"), size)
}

// made is a paper and its pages as pictures.
type made struct {
	doc   *document.Document
	pages []image.Image
}

// make lays the paper out and shows its pages.
func (s *screen) make() {
	if s.making != nil && s.making.Running() {
		s.making.Cancel()
	}
	about, known := s.about()
	if !known {
		return
	}
	about.Clinic.Paper = s.paper
	s.subject = s.find(&about)
	sort, subject := s.sort, s.subject
	kit.SetHidden(s.draft, !subject.Draft())
	s.enable(false)
	s.making = kit.WorkWith(s.busy, lang.L("Setting the pages"), func(ctx context.Context) (made, error) {
		doc, err := sort.Set(about, subject, document.Options{})
		if err != nil {
			return made{}, err
		}
		m := made{doc: doc}
		for i := range doc.Pages() {
			if ctx.Err() != nil {
				return m, ctx.Err()
			}
			box := doc.Page(i).Box()
			w := previewWidth * previewScale
			m.pages = append(m.pages, doc.Page(i).Image(w, int(float64(w)*box.Height()/box.Width())))
		}
		return m, nil
	}, s.showPages)
}

func (s *screen) showPages(m made, err error) {
	if errors.Is(err, context.Canceled) {
		return
	}
	if err != nil {
		s.d.Fail(err)
		return
	}
	s.doc = m.doc
	s.pages.Objects = nil
	for i, p := range m.pages {
		img := canvas.NewImageFromImage(p)
		img.FillMode = canvas.ImageFillContain
		ratio := float32(p.Bounds().Dy()) / float32(p.Bounds().Dx())
		s.pages.Add(container.New(&sheet{ratio: ratio}, container.NewStack(canvas.NewRectangle(color.White), img, kit.NewPlate(kit.ColorPaperVeil, 0))))
		s.pages.Add(container.NewCenter(kit.QuietText(lang.L("Page {{.Page}} / {{.All}}", map[string]any{"Page": i + 1, "All": len(m.pages)}))))
	}
	s.pages.Refresh()
	if boxes := papers.Boxes(m.doc); boxes != "" {
		s.notice.Warn(boxes)
	} else {
		s.notice.Dismiss()
	}
	s.enable(true)
}

func (s *screen) enable(on bool) {
	for _, b := range s.buttons {
		kit.SetEnabled(b, on && !s.handing)
	}
}

// print and open hand over a copy in the private papers folder.
func (s *screen) print() {
	s.handOver(papers.Print, lang.L("Open it in the viewer and print it from there, or save it as a PDF."))
}

func (s *screen) open() {
	s.handOver(papers.Open, lang.L("Save it as a PDF, and open it from there."))
}

func (s *screen) handOver(to func(*desk.Desk, papers.Job), ways string) {
	doc := s.doc
	if doc == nil {
		return
	}
	to(s.d, papers.Job{
		Name: s.sort.Code + "-" + s.subject.ID, Make: func() (papers.Paper, error) { return doc, nil },
		Ways: ways, Instead: lang.L("Save it as a PDF in another folder."), Given: s.given(),
		Rest: func(on bool) {
			s.handing = on
			s.enable(s.making == nil || !s.making.Running())
		},
	})
}

func (s *screen) keep() {
	if s.doc != nil {
		papers.Keep(s.d, s.keeping())
	}
}

func (s *screen) keeping() papers.Keeping {
	return papers.Keeping{
		Name:  s.sort.FileName(document.About{Chart: s.d.Chart(s.patient), Printed: s.d.Today()}, s.subject),
		Write: s.doc.Save, Doing: lang.L("Saving the paper…"), Busy: s.busy,
		Failed: lang.L("The paper could not be saved there. Choose another folder."), Kept: s.given(),
	}
}

// given keeps that what is shown now was given.
func (s *screen) given() func() {
	sort, subject := s.sort, s.subject
	return func() { give(s.d, sort, s.patient, subject.ID) }
}
