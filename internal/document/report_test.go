package document

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
)

// neckReport is the plan of neckPlan three weeks on: three sessions held of four, one goal met, one that did
// not change, and a tear.
func neckReport(t testing.TB) Report {
	t.Helper()
	p := neckPlan(t)
	c := p.Chart
	c.Assessments[0].ReferralFrom, c.Assessments[0].ReferralDate = "Dr Iris Wong, Quay Street Practice", "2026-02-20"
	c.Assessments[0].ReferralReason, c.Assessments[0].Impression = "Neck pain since a long drive", "Consistent with overload of the upper trapezius"
	c.Assessments[0].ReferralExpires = "2026-04-04"
	for i, day := range []clinic.Date{"2026-03-09", "2026-03-16", "2026-03-30"} {
		id := fmt.Sprint("s", i)
		c.Sessions = append(c.Sessions, clinic.Session{ID: id, PlanID: "plan", Number: i + 1, Date: day, SignedAt: day.Time()})
		for _, rx := range c.Prescriptions {
			c.Treatments = append(c.Treatments, clinic.Treatment{
				ID: id + rx.ID, SessionID: id, PrescriptionID: rx.ID, Technique: rx.Technique, Targets: rx.Targets, Minutes: rx.Minutes, Status: clinic.TreatmentDone,
			})
		}
	}
	c.Measurements = append(c.Measurements,
		clinic.Measurement{ID: "m1", Measure: "nprs", Side: anatomy.Midline, Value: 3, Date: "2026-03-30", SessionID: "s2"},
		clinic.Measurement{ID: "m2", Measure: "rom.neck.rotation", Side: anatomy.Left, Value: 48, Date: "2026-03-30", SessionID: "s2"})
	c.Injuries = append(c.Injuries, clinic.Injury{ID: "i", Structure: "soleus", Side: anatomy.Right, Type: clinic.InjuryStrain, Grade: 3, InjuredOn: "2026-03-28"})
	return Report{Clinic: p.Clinic, Practitioner: p.Practitioner, Chart: c, Atlas: p.Atlas, Catalogue: p.Catalogue, Printed: "2026-03-31"}
}

func TestReportSaysEverything(t *testing.T) {
	t.Parallel()
	d, err := NewReport(neckReport(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "report.pdf")
	if err := d.Save(file); err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("REGIMEN_PICTURES"); dir != "" {
		if err := d.Save(filepath.Join(dir, "report.pdf")); err != nil {
			t.Fatal(err)
		}
	}
	if d.Pages() != 1 {
		t.Errorf("%d pages", d.Pages())
	}
	got := text(t, file)
	for _, want := range []string{
		"Harbour Remedial Massage", "Progress report", "About Margaret (Peg) O’Doyle", "Born 3 April 1961", "For Dr Iris Wong", "Quay Street Practice", "Referral of 20 February 2026", "Report of 31 March 2026",
		"Provider number 0000000A",
		"Clinical impression, not a medical diagnosis: Consistent with overload", "6 sessions of 60 minutes", "Held so far: 3 of 6 sessions; 4 were planned by today. Missed: 1.", "Goals met: 1 of 2.",
		"45°", "48°, 30 Mar", "60°", "No real change", "3/10, 30 Mar", "Met", "Techniques: Trigger point pressure, Effleurage.",
		"Left upper trapezius", "30 min", "23 min", "3 sessions", "Clinically consistent with a grade III strain of right soleus, 3 days ago.",
		"The referral ends on 4 April 2026.", "it is no medical diagnosis.", "Ingrid Sørensen, Dip. Remedial Massage, Provider", "Page 1 of",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the report does not say %q:\n%s", want, got)
		}
	}
}

// What somebody wrote in lines is printed in them, inside a sentence, too.
func TestSentencesKeepTheLinesOfAText(t *testing.T) {
	t.Parallel()
	r := neckReport(t)
	r.Chart.Assessments[0].Complaint = "Since the drive:\nneck\nright arm"
	d, err := NewReport(r, Options{System: none})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "report.pdf")
	if err := d.Save(file); err != nil {
		t.Fatal(err)
	}
	if got, want := poppler(t, "pdftotext", "-raw", file, "-"), "\nComplaint: Since the drive:\nneck\nright arm\n"; !strings.Contains(got, want) {
		t.Errorf("%q is not in\n%s", want, got)
	}
}

func TestReportIsTheSameEveryTime(t *testing.T) {
	t.Parallel()
	var files [2][]byte
	for i := range files {
		d, err := NewReport(neckReport(t), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if files[i], err = d.PDF(); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("the same records give another file")
	}
}

// A long list of places moves together, so that nobody gets a page with a signature alone, and nobody has to guess
// which places were left out.
func TestReportKeepsToItsPage(t *testing.T) {
	t.Parallel()
	for _, paper := range []string{"A4", "Letter"} {
		p := neckReport(t)
		p.Clinic.Paper = paper
		places := []string{"soleus", "gastrocnemius.medial", "rectus.femoris", "biceps.brachii", "latissimus.dorsi", "rhomboid.major", "infraspinatus", "teres.major", "deltoid.middle", "masseter"}
		for i, place := range places {
			p.Chart.Treatments = append(p.Chart.Treatments, clinic.Treatment{
				ID: fmt.Sprint("more", i), SessionID: "s0", Technique: "petrissage", Targets: []clinic.Target{{Structure: place, Side: anatomy.Left}},
				Minutes: 4, Status: clinic.TreatmentDone,
			})
		}
		rep := clinic.MakeReport(p.Catalogue, p.Atlas, p.Chart, p.Booked, p.Printed)
		if n := setReport(p, rep, 1, false, Options{}).Pages(); n != 2 {
			t.Fatalf("with a table of all places %d pages", n)
		}
		d, err := NewReport(p, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if d.Pages() != 1 {
			t.Errorf("%s: %d pages", paper, d.Pages())
		}
		file := filepath.Join(t.TempDir(), "report.pdf")
		if err := d.Save(file); err != nil {
			t.Fatal(err)
		}
		got := text(t, file)
		for _, place := range places {
			if label := p.Atlas.Label(place, anatomy.Left); !strings.Contains(got, label) {
				t.Errorf("%s: %s is not on the report", paper, label)
			}
		}
		if !strings.Contains(got, "Signature and date") {
			t.Error("there is no place for the signature")
		}
	}
}

// The report has the block of the doctor it is for, from the referral and from what is known of the practice.
func TestReportIsAddressed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, doctor, practice, phone string
		want                          []string
	}{
		{"", "", "", "", nil},
		{"Dr Iris Wong, Quay Street Practice", "", "", "", []string{"For Dr Iris Wong", "Quay Street Practice"}},
		{"Dr Iris Wong", "dr iris wong", "Quay Street Practice", "08 5550 7000", []string{"For Dr Iris Wong", "Quay Street Practice", "08 5550 7000"}},
		{"Dr Iris Wong, Quay Street Practice", "Dr Iris Wong", "Quay Street Practice", "", []string{"For Dr Iris Wong", "Quay Street Practice"}},
		{"Dr Iris Wong", "Dr Anh Pham", "Harbour Practice", "08 5550 7000", []string{"For Dr Iris Wong"}},
		{"", "Dr Anh Pham", "Harbour Practice", "", []string{"For Dr Anh Pham", "Harbour Practice"}},
	} {
		w := &reportPaper{Report: neckReport(t)}
		w.Chart.Patient.DoctorName, w.Chart.Patient.DoctorPractice, w.Chart.Patient.DoctorPhone = c.doctor, c.practice, c.phone
		if got := w.addressee(&clinic.Assessment{ReferralFrom: c.from}); !slices.Equal(got, c.want) {
			t.Errorf("%+v: %q", c, got)
		}
	}
}

func TestReportCountsInWords(t *testing.T) {
	t.Parallel()
	p := neckReport(t)
	p.Printed = "2026-03-10"
	d, err := NewReport(p, Options{System: none})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "report.pdf")
	if err := d.Save(file); err != nil {
		t.Fatal(err)
	}
	if got := text(t, file); !strings.Contains(got, "1 was planned by today") {
		t.Errorf("it says %s", got)
	}
}

func TestNoReportWithoutARunningPlan(t *testing.T) {
	t.Parallel()
	r := neckReport(t)
	r.Chart.PlanEnds = []clinic.PlanEnd{{ID: "e", PlanID: "plan", Date: "2026-03-31", Outcome: clinic.OutcomeFinished}}
	if _, err := NewReport(r, Options{}); !errors.Is(err, clinic.ErrNotFound) {
		t.Errorf("%v", err)
	}
}
