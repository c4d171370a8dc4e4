package document

import (
	"strings"
	"testing"

	"regimen/internal/clinic"
	"regimen/internal/script"
)

func intakeOf(t *testing.T, c *clinic.Chart) Intake {
	t.Helper()
	return Intake{
		Clinic: clinic.Clinic{
			Name: "Harbour Remedial Massage", Paper: "A4", Phone: "08 5550 1234", PrivacyStatement: "We keep your record for seven years.\nNobody else sees it.",
			FeePolicy: "A visit that is cancelled on its day costs half.",
		},
		Chart: c, Atlas: atlas(t), Catalogue: catalogue(t), Printed: "2027-03-09",
	}
}

// The printed form asks what the tablet asks, in the same order, for somebody new and for a patient.
func TestIntakeForm(t *testing.T) {
	t.Parallel()
	known := clinic.Patient{
		ID: "p", GivenName: "Margaret", FamilyName: "O’Doyle", PreferredName: "Peg", BirthDate: "1961-04-03", Sex: "female", Suburb: "Fremantle",
		Phones: []clinic.Phone{{Number: "0412 345 678"}}, DoctorName: "Dr Lee",
	}
	child := known
	child.BirthDate, child.GuardianName, child.GuardianRelation = "2016-04-03", "Ann O’Doyle", clinic.RelationParent
	for name, x := range map[string]struct {
		patient     clinic.Patient
		with, never []string
	}{
		"blank": {clinic.Patient{}, []string{"Your name", "If you are under 18", "Parent or guardian: name"}, []string{"For "}},
		"known": {
			known,
			[]string{"For Margaret (Peg) O’Doyle, born 3 April 1961", "0412 345 678", "3 April 1961", "Fremantle", "Dr Lee"},
			[]string{"If you are under", "Parent or guardian"},
		},
		"a child": {child, []string{"If you are under 18", "Ann O’Doyle", "Parent", "Parent or guardian: name"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := intakeOf(t, &clinic.Chart{Patient: x.patient})
			d, err := NewIntake(p, Options{System: none})
			if err != nil {
				t.Fatal(err)
			}
			got := savedAs(t, d, "intake-"+name)
			if d.Pages() < 5 || d.Pages() > 9 || len(d.Unprintable()) > 0 {
				t.Errorf("%d pages, not printable: %q", d.Pages(), d.Unprintable())
			}
			for _, want := range append([]string{
				"Harbour Remedial Massage", "Intake form", "Yes No Not sure", "Where it hurts", "Your RIGHT", "Your LEFT", "0 1 2 3 4 5 6 7 8 9 10",
				"We keep your record for seven years.", "A visit that is cancelled on its day costs half.", "I have read this and agree", "Your signature", "Page 1 of ",
			}, x.with...) {
				if !strings.Contains(got, want) {
					t.Errorf("%q is not in %s", want, got)
				}
			}
			for _, never := range x.never {
				if strings.Contains(got, never) {
					t.Errorf("%q is in %s", never, got)
				}
			}
			at := 0
			for _, section := range clinic.IntakeSections() {
				i := strings.Index(got[at:], say(section.Name()))
				if i < 0 && section != clinic.IntakeStatements {
					t.Errorf("the part %q is not in its place", section)
				}
				at += max(i, 0)
			}
			questions := clinic.IntakeOnPaper(p.Catalogue, p.Chart, p.Printed)
			boxes := 0
			for _, q := range questions {
				asked := say(q.Ask)
				if q.Sign != "" {
					asked = script.UpperFirst(q.Sign)
				}
				if first := strings.Join(strings.Fields(asked)[:min(2, len(strings.Fields(asked)))], " "); !strings.Contains(got, first) {
					t.Errorf("%s: %q is not asked", q.Code, asked)
				}
				if q.How == clinic.IntakeYesNo {
					boxes++
				}
			}
			if boxes < 60 {
				t.Errorf("%d questions with boxes", boxes)
			}
		})
	}
	bare := intakeOf(t, &clinic.Chart{})
	bare.Clinic.PrivacyStatement, bare.Clinic.FeePolicy, bare.Clinic.Paper = "", "", "Letter"
	d, err := NewIntake(bare, Options{System: none})
	if err != nil {
		t.Fatal(err)
	}
	if got := savedAs(t, d, "intake-bare"); strings.Contains(got, "Privacy and fees") || strings.Contains(got, "I have read this") {
		t.Error("a text is agreed to that there is not")
	}
	for i := range d.Pages() {
		if b := d.Page(i).Bounds(); b.Max.Y > 279.4/intakeSize || b.Max.X > 215.9/intakeSize {
			t.Errorf("page %d is drawn on to %v", i+1, b)
		}
	}
}

// What the patient reads on the form is plain.
func TestIntakeReadsEasily(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"Please fill this in before your visit. It tells us how to treat you safely. If you are not sure of an answer, tick “Not sure”: we talk about it.",
		"Draw on the figure where you feel something. Write beside it what it is: pain, an ache, numb, tingling, stiff or swollen.",
		"How strong is the worst of it now? 0 is nothing, 10 is the worst you can think of. Put a ring round the number.",
		"What I wrote here is right as far as I know. I tell the clinic when something changes.",
	} {
		if g := clinic.ReadingGrade(s); g > 8 {
			t.Errorf("grade %.1f: %s", g, s)
		}
	}
}
