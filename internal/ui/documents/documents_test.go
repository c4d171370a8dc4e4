package documents

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"regimen/internal/clinic"
	"regimen/internal/document"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/kit"
)

const patient = "patient"

// bench is the section of one patient, with a viewer and a printer that only note what they were handed.
type bench struct {
	*desktest.Rig
	screen          *screen
	printed, opened []string
	refuse          error
}

func newBench(t *testing.T, recs ...clinic.Record) *bench {
	t.Helper()
	b := &bench{Rig: desktest.New(t)}
	hand := func(to *[]string) func(string) error {
		return func(path string) error {
			if b.refuse != nil {
				return b.refuse
			}
			*to = append(*to, path)
			return nil
		}
	}
	b.Desk.Papers = filepath.Join(t.TempDir(), "papers")
	b.Desk.PrintFile, b.Desk.OpenFile = hand(&b.printed), hand(&b.opened)
	b.Put(append([]clinic.Record{
		&clinic.Practitioner{ID: "doc", Name: "Ingrid Sørensen", CreatedAt: b.Clock.Now()},
		&clinic.Patient{ID: patient, GivenName: "Peg", FamilyName: `O/Doyle`, CreatedAt: b.Clock.Now()},
	}, recs...)...)
	s, ok := New(b.Desk, patient).(*screen)
	if !ok {
		t.Fatal("not the screen")
	}
	b.screen = s
	b.Watch(s)
	return b
}

// apply keeps records.
func (b *bench) apply(recs ...clinic.Record) {
	b.T.Helper()
	b.Put(recs...)
	b.Settle()
}

// fileName is what the paper that is shown would be saved as.
func (b *bench) fileName() string {
	return b.screen.sort.FileName(document.About{Chart: b.Desk.Chart(patient), Printed: b.Desk.Today()}, b.screen.subject)
}

func plan(version int, previous, title string, agreed bool) *clinic.Plan {
	at := time.Date(2025, 2, version, 9, 0, 0, 0, time.UTC)
	p := &clinic.Plan{
		ID: fmt.Sprint("plan-", version), PreviousID: previous, Version: version, Lineage: "plan-1", PatientID: patient, AssessmentID: "a",
		Title: title, Start: "2025-03-01", Minutes: 45, Phases: []clinic.Phase{{Sessions: 4, EveryDays: 7}}, CreatedAt: at,
	}
	if version > 1 {
		p.ChangeReason = "going well"
	}
	if agreed {
		p.AgreedAt, p.AgreedBy, p.AgreedHow = at, "Peg", "spoken"
	}
	return p
}

func assessment() *clinic.Assessment {
	return &clinic.Assessment{ID: "a", PatientID: patient, Date: "2025-01-30", Type: clinic.AssessmentInitial, CreatedAt: time.Date(2025, 1, 30, 9, 0, 0, 0, time.UTC)}
}

// Of somebody new there is the intake form; the plan comes first once there is one, unless another paper was chosen.
func TestTheFirstPaperIsTheIntakeForm(t *testing.T) {
	b := newBench(t)
	b.MustSay("Intake form", "Page 1 /")
	b.apply(assessment(), plan(1, "", "Neck", true))
	b.Settle()
	b.MustSay("Version 1", "Page 1 /", "Which paper")
	b.Tap("Intake form")
	b.apply(plan(2, "plan-1", "Neck", false))
	b.Settle()
	b.MustNotSay("Version 1")
	if name := b.fileName(); name != "Peg O-Doyle intake form 2025-03-04.pdf" {
		t.Errorf("the file is called %q", name)
	}
}

// White paper does not glare on a dark screen, also when dark is chosen while it is open.
func TestPaperIsDimmedInTheDark(t *testing.T) {
	b := newBench(t, assessment(), plan(1, "", "Neck", true))
	b.MustSay("Page 1 /")
	brightest := func() (most uint32) {
		img := b.Picture(1)
		for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
			for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
				r, g, b, _ := img.At(x, y).RGBA()
				most = max(most, min(r, g, b))
			}
		}
		return most
	}
	if got := brightest(); got != 0xffff {
		t.Errorf("in the light paper is %.2f of white", float64(got)/0xffff)
	}
	b.Switch(kit.ModeDark)
	if got := float64(brightest()) / 0xffff; got < 0.915 || got > 0.925 {
		t.Errorf("in the dark paper is %.2f of white, want 0.92", got)
	}
}

func TestPrintOpenAndSaveHandOverARealPaper(t *testing.T) {
	b := newBench(t, assessment(), plan(1, "", "Neck", true))
	b.MustNotSay("not agreed yet")
	b.Tap("Print")
	b.Tap("Open in the viewer")
	if len(b.printed) != 1 || len(b.opened) != 1 || len(b.Warned) > 0 {
		t.Fatalf("printed %v, opened %v, warned %v", b.printed, b.opened, b.Warned)
	}
	pdf, err := os.ReadFile(b.printed[0])
	if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) || !bytes.Contains(pdf[len(pdf)-32:], []byte("%%EOF")) {
		t.Fatalf("what was printed is no PDF: %d bytes, %v", len(pdf), err)
	}
	file := filepath.Join(t.TempDir(), "kept.pdf")
	w, err := storage.Writer(storage.NewFileURI(file))
	if err != nil {
		t.Fatal(err)
	}
	b.screen.keeping().At(b.Desk, w)
	if kept, err := os.ReadFile(file); err != nil || !bytes.Equal(kept, pdf) {
		t.Errorf("kept %d bytes of %d, %v", len(kept), len(pdf), err)
	}
	if want := []string{"Sent to the printer.", "Opened in the viewer.", "Saved as kept.pdf"}; fmt.Sprint(b.Said) != fmt.Sprint(want) {
		t.Errorf("told %v", b.Said)
	}
	if name := b.fileName(); name != "Peg O-Doyle massage plan v1.pdf" {
		t.Errorf("the file is called %q", name)
	}
}

// What goes wrong is said as a sentence with what to do, and nothing claims to have worked.
func TestErrorsAreSentences(t *testing.T) {
	b := newBench(t, assessment(), plan(1, "", "Neck", true))
	b.refuse = errors.New("no print command")
	b.Tap("Print")
	b.refuse = nil
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	b.Desk.Papers = filepath.Join(blocked, "papers")
	b.Tap("Print")
	if len(b.Warned) != 2 || len(b.Said) != 2 || len(b.printed) > 0 {
		t.Fatalf("warned %v, told %v, printed %v", b.Warned, b.Said, b.printed)
	}
	for i, want := range []string{"The paper was not printed: no print command. Open it in the viewer and print it from there, or save it as a PDF.", "Save it as a PDF in another folder."} {
		if !strings.Contains(b.Warned[i], want) {
			t.Errorf("%q does not say %q", b.Warned[i], want)
		}
	}
}

func TestADraftSaysSoAndAnotherVersionCanBeChosen(t *testing.T) {
	b := newBench(t, assessment(), plan(1, "", "Neck", true), plan(2, "plan-1", "Neck", false))
	if b.screen.subject.ID != "plan-1" {
		t.Fatalf("shows %q, not the plan that is treated by", b.screen.subject.ID)
	}
	b.MustSay("Neck", "draft", "1 Feb 2025")
	b.Tap("Version 2")
	b.MustSay("This version is not agreed yet.")
	b.Tap("US Letter")
	b.Tap("Print")
	if len(b.printed) != 1 || !strings.Contains(b.printed[0], "plan-2") {
		t.Errorf("printed %v", b.printed)
	}
	pdf, err := os.ReadFile(b.printed[0])
	if err != nil || !bytes.Contains(pdf, []byte("612.00 792.00")) {
		t.Errorf("the paper is not Letter: %v", err)
	}
	// Agreeing elsewhere takes the remark away and keeps the choice.
	b.apply(plan(2, "plan-1", "Neck", true))
	b.Settle()
	b.MustNotSay("This version is not agreed yet.")
	if b.screen.subject.ID != "plan-2" || b.screen.paper != "Letter" {
		t.Errorf("shows %q on %q", b.screen.subject.ID, b.screen.paper)
	}
}

func TestWordsNoTypefaceHasAreWarnedOfBeforePrinting(t *testing.T) {
	b := newBench(t, assessment(), plan(1, "", "Neck \uE123x", true))
	b.MustSay("\uE123x")
	if b.screen.notice.Text() == "" || b.screen.notice.Hidden {
		t.Errorf("nothing is said of the letter")
	}
}

func TestKeysPageThroughThePaper(t *testing.T) {
	b := newBench(t, assessment(), plan(1, "", "Neck", true))
	r := b.screen.reader
	b.Window.Canvas().Focus(r)
	b.Key(fyne.KeyPageDown)
	down := r.Offset()
	b.Key(fyne.KeyEnd)
	end := r.Offset()
	b.Key(fyne.KeyPageUp, fyne.KeyUp)
	up := r.Offset()
	b.Key(fyne.KeyHome)
	if down <= 0 || end < down || up >= end || r.Offset() != 0 {
		t.Errorf("page down %v, end %v, up %v, home %v", down, end, up, r.Offset())
	}
	b.Key(fyne.KeyPageDown)
	b.apply(&clinic.Practitioner{ID: "doc", Name: "Ingrid S.", CreatedAt: b.Clock.Now()})
	b.Settle()
	if b.screen.reader != r || r.Offset() == 0 {
		t.Errorf("the page jumped to the top when something changed")
	}
}

// A plan that runs can be reported on; a draft cannot.
func TestTheProgressReportIsPrintedToo(t *testing.T) {
	b := newBench(t, assessment(), plan(1, "", "Neck", true))
	b.MustSay("Plan for the patient", "Which version")
	b.Tap("Report for the doctor")
	b.MustSay("Report for the doctor", "Page 1 /")
	b.MustNotSay("Which version", "not agreed yet")
	if b.screen.doc.Title != "Progress report" {
		t.Errorf("%q is shown", b.screen.doc.Title)
	}
	b.Tap("Print")
	if len(b.printed) != 1 || !strings.Contains(b.printed[0], "report-plan-1-") || len(b.Warned) > 0 {
		t.Fatalf("printed %v, warned %v", b.printed, b.Warned)
	}
	if name := b.fileName(); name != "Peg O-Doyle progress report 2025-03-04.pdf" {
		t.Errorf("the file is called %q", name)
	}
	b.Tap("Plan for the patient")
	b.MustSay("Plan for the patient", "Which version")
	// When the plan ends there is nothing to report on.
	b.Tap("Report for the doctor")
	b.apply(&clinic.PlanEnd{ID: "end", PatientID: patient, PlanID: "plan-1", Date: "2025-03-04", Outcome: clinic.OutcomeFinished, CreatedAt: b.Clock.Now()})
	b.Settle()
	b.MustSay("Plan for the patient")
	b.MustNotSay("Report for the doctor")
}

// A sort of paper has words on the screen, and its sense says who may see it.
func TestEveryPaperHasItsWords(t *testing.T) {
	b := newBench(t)
	for _, p := range document.Papers() {
		w, there := wordings()[p.Code]
		if !there || w.name == "" {
			t.Errorf("%s: %+v", p.Code, w)
		}
		if p.Title.IsZero() || p.None.IsZero() != p.Blank || !slices.Contains(clinic.Senses(), p.Sense) || document.PaperOf(p.Code) != p {
			t.Errorf("%s is not told in full", p.Code)
		}
		if _, there := p.Find(&document.About{Chart: b.Desk.Chart(patient)}, ""); there != p.Blank {
			t.Errorf("%s of a patient of whom there is nothing: %v", p.Code, there)
		}
	}
}

// A consent is printed as it was signed, before there is a plan; of several the person chooses.
func TestAConsentIsAPaper(t *testing.T) {
	signed := func(id string, month time.Month) *clinic.Consent {
		return &clinic.Consent{
			ID: id, PatientID: patient, Decision: clinic.ConsentGiven, Areas: []string{clinic.GeneralArea}, Techniques: []string{}, How: clinic.ConsentWritten, By: "Peg",
			ByAs: clinic.ByThePatient, Signature: [][][2]float64{{{1, 1}, {500, 200}}}, At: time.Date(2025, month, 3, 9, 0, 0, 0, time.UTC),
		}
	}
	b := newBench(t, signed("c1", 1), signed("c2", 2))
	b.MustSay("Signed consent", "3 Feb 2025", "Page 1 /")
	b.MustNotSay("not agreed yet")
	b.Tap("Print")
	b.Tap("3 Jan 2025")
	b.Tap("Print")
	if len(b.printed) != 2 || !strings.Contains(b.printed[0], "consent-c2-") || !strings.Contains(b.printed[1], "consent-c1-") {
		t.Errorf("printed %v", b.printed)
	}
	if name := b.fileName(); name != "Peg O-Doyle consent 2025-01-03.pdf" {
		t.Errorf("the file is called %q", name)
	}
	b.apply(assessment(), plan(1, "", "Neck", true))
	b.Settle()
	b.MustSay("Which paper", "Signed consent")
	b.Tap("Plan for the patient")
	b.MustSay("Plan for the patient")
}

// The practitioner on a paper is the one of the plan, and who works here where that one has left.
func TestWhoStandsOnAPaper(t *testing.T) {
	p := plan(1, "", "Neck", true)
	p.PractitionerID = "zoe"
	zoe := &clinic.Practitioner{ID: "zoe", Name: "Zoe Adler", CreatedAt: time.Date(2025, 1, 1, 9, 0, 0, 0, time.UTC)}
	b := newBench(t, assessment(), p, zoe)
	if err := b.Desk.Store.SetPreference(context.Background(), "practitioner", "doc"); err != nil {
		t.Fatal(err)
	}
	pdf := func() []byte {
		t.Helper()
		about, err := About(b.Desk, b.Desk.Chart(patient))
		if err != nil {
			t.Fatal(err)
		}
		doc, err := b.screen.sort.Set(about, b.screen.subject, document.Options{})
		if err != nil {
			t.Fatal(err)
		}
		out, err := doc.PDF()
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	hers := pdf()
	b.apply(&clinic.Practitioner{ID: "zoe", Name: "Zoe Adler", CreatedAt: zoe.CreatedAt, LeftAt: b.Clock.Now()})
	after := pdf()
	b.apply(&clinic.Practitioner{ID: "zoe", Name: "Somebody Else", CreatedAt: zoe.CreatedAt, LeftAt: b.Clock.Now()})
	if again := pdf(); bytes.Equal(hers, after) || !bytes.Equal(after, again) {
		t.Error("who has left stands on the paper, or who wrote the plan does not")
	}
}

// The card of the appointments ahead is offered while there is one, and says what became of them at once.
func TestAppointmentCardIsOffered(t *testing.T) {
	b := newBench(t)
	b.MustNotSay("Appointment card")
	visit := &clinic.Appointment{
		ID: "v", PatientID: patient, PractitionerID: "doc", Day: b.Desk.Today().AddDays(7), Start: 615, Minutes: 45, Title: "Massage", State: clinic.Booked,
		Steps: []clinic.AppointmentStep{{State: clinic.Booked, At: b.Clock.Now(), By: "Ingrid"}}, CreatedAt: b.Clock.Now(),
	}
	b.apply(visit)
	b.MustSay("Appointment card", "Page 1 /")
	b.MustNotSay("not agreed yet")
	b.Tap("Print")
	if len(b.printed) != 1 || !strings.Contains(b.printed[0], "card-"+patient) {
		t.Errorf("printed %v", b.printed)
	}
	env := clinic.Env{Now: b.Clock.Now, NewID: func() string { return "n" }, Actor: clinic.Actor{Name: "Ingrid"}}
	off, err := clinic.ComeTo(env, *visit, "Peg", clinic.Cancelled, "")
	if err != nil {
		t.Fatal(err)
	}
	b.apply(off.Put...)
	b.MustNotSay("Appointment card")
}
