package document

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
)

// About is what the papers of a patient are made from.
type About struct {
	Clinic        clinic.Clinic
	Practitioners []clinic.Practitioner // all of the clinic's
	// Here is who works at this machine. It stands on a paper whose records name nobody who is still at the clinic.
	Here      clinic.Practitioner
	Chart     *clinic.Chart
	Atlas     *anatomy.Atlas
	Catalogue *clinic.Catalogue
	// Appointments are the patient's from BookedFrom on, and Services what can be booked.
	Appointments []clinic.Appointment
	Services     []clinic.Service
	// DiaryRead tells that Appointments could be read, so that what is not among them is not booked.
	DiaryRead bool
	// Printed is the day on the paper.
	Printed clinic.Date
}

// BookedFrom is the day from which on the papers of a patient tell of appointments: since the running plan began, or the day
// of printing.
func (a *About) BookedFrom() clinic.Date {
	if p := a.Chart.CurrentPlan(); p != nil && p.Start.Valid() {
		return min(p.Start, a.Printed)
	}
	return a.Printed
}

// coming are the appointments that are ahead, but for those that wait for another time.
func (a *About) coming() []clinic.Appointment {
	return slices.DeleteFunc(slices.Clone(a.Appointments), func(x clinic.Appointment) bool {
		return !x.State.Ahead() || x.Held || x.Day < a.Printed
	})
}

// Subject is what one paper is about: a version of a plan, what was signed together, or what is ahead.
type Subject struct {
	ID      string // the key of the record
	Version int    // of a plan; 0 for what has none
	Title   string
	On      clinic.Date // when it was agreed or signed, or as of which day it is; "" for a draft
	// Name is what it is called in a list, zero where its day tells it from the others; Number and Code are what stands on it.
	Name   clinic.Sentence
	Number int
	Code   string
}

// Draft reports whether nobody has agreed to it yet.
func (s Subject) Draft() bool { return s.On == "" }

// Paper is all that sets one sort of paper apart from the others. The window and the command line walk the papers, and
// know none by its name.
type Paper struct {
	// Code names the paper in a command.
	Code string
	// Title is what it is, as it stands within a sentence: "massage plan".
	Title clinic.Sentence
	Sense clinic.Sense
	// Of is what of a patient the paper can be made of, the newest first, and where in that list what is usually meant
	// is; none is a paper that there is nothing for.
	Of func(*About) (subjects []Subject, usual int)
	// None says why there is nothing, and what to do.
	None clinic.Sentence
	set  func(About, Subject, Options) (*Document, error)
	// mark ends the name of a file, and tells this paper of a patient from another.
	mark func(About, Subject) string
	// by is the key of the practitioner whom the records name for it; "" for nobody.
	by func(*About, Subject) string
	// Blank tells one that is also made for somebody of whom there is no record yet, of an empty chart.
	Blank bool
	// Once tells one of which there is one original: that it was given is kept, see clinic.GivePaper, and what is made of the
	// same subject afterwards says that it is a copy.
	Once bool
}

// The papers, by code.
const (
	PlanPaper    = "plan"
	ReportPaper  = "report"
	ConsentPaper = "consent"
	CardPaper    = "card"
	IntakePaper  = "intake"

	ReceiptPaper    = "receipt"
	InvoicePaper    = "invoice"
	CreditNotePaper = "credit-note"
	StatementPaper  = "statement"
	YearPaper       = "year"
	VoucherPaper    = "voucher"
)

var papers = []*Paper{
	{
		Code: PlanPaper, Title: clinic.Say("massage plan"), Sense: clinic.Clinical,
		Of: func(a *About) ([]Subject, int) { return plans(a.Chart) }, None: clinic.Say("The patient has no plan yet. Write one in the window first."),
		set: func(a About, s Subject, o Options) (*Document, error) {
			return NewPlan(Plan{
				Clinic: a.Clinic, Practitioner: a.Here, Chart: a.Chart, PlanID: s.ID,
				Atlas: a.Atlas, Catalogue: a.Catalogue, Booked: a.Appointments, DiaryRead: a.DiaryRead, Printed: a.Printed,
			}, o)
		},
		mark: func(_ About, s Subject) string { return fmt.Sprintf("v%d", s.Version) },
		by:   whoPlanned,
	},
	{
		Code: ReportPaper, Title: clinic.Say("progress report"), Sense: clinic.Clinical,
		Of: func(a *About) ([]Subject, int) { return running(a.Chart) }, None: clinic.Say("The patient has no plan that is running. There is nothing to report on."),
		set: func(a About, _ Subject, o Options) (*Document, error) {
			return NewReport(Report{
				Clinic: a.Clinic, Practitioner: a.Here, Chart: a.Chart,
				Atlas: a.Atlas, Catalogue: a.Catalogue, Booked: a.Appointments, Printed: a.Printed,
			}, o)
		},
		mark: func(a About, _ Subject) string { return string(a.Printed) },
		by:   whoPlanned,
	},
	{
		Code: ConsentPaper, Title: clinic.Say("consent"), Sense: clinic.Clinical,
		Of: func(a *About) ([]Subject, int) { return signings(a.Chart) }, None: clinic.Say("The patient has signed no consent yet."),
		set: func(a About, s Subject, o Options) (*Document, error) {
			return NewConsent(Consent{
				Clinic: a.Clinic, Practitioner: a.Here, Patient: a.Chart.Patient, Zone: a.Chart.Zone, Decisions: signedWith(a.Chart, s.ID),
				Catalogue: a.Catalogue, Printed: a.Printed,
			}, o)
		},
		mark: func(_ About, s Subject) string { return string(s.On) },
		by: func(a *About, s Subject) string {
			c := a.Chart
			for _, x := range signedWith(c, s.ID) {
				if v := c.Session(x.SessionID); v != nil && v.PractitionerID != "" {
					return v.PractitionerID
				}
				if p := c.Plan(x.PlanID); p != nil && p.PractitionerID != "" {
					return p.PractitionerID
				}
			}
			return ""
		},
	},
	{
		Code: CardPaper, Title: clinic.Say("appointment card"), Sense: clinic.Diary,
		Of: func(a *About) (subjects []Subject, usual int) {
			if len(a.coming()) > 0 {
				subjects = append(subjects, Subject{ID: a.Chart.Patient.ID, On: a.Printed})
			}
			return subjects, 0
		},
		None: clinic.Say("The patient has no appointment ahead. Book one first."),
		set: func(a About, _ Subject, o Options) (*Document, error) {
			return NewCard(Card{
				Clinic: a.Clinic, Practitioners: a.Practitioners, Practitioner: a.Here, Patient: a.Chart.Patient,
				Coming: a.coming(), Services: a.Services, Printed: a.Printed,
			}, o), nil
		},
		mark: func(a About, _ Subject) string { return string(a.Printed) },
		by: func(a *About, _ Subject) string {
			if ahead := a.coming(); len(ahead) > 0 {
				return ahead[0].PractitionerID
			}
			return ""
		},
	},
	{
		Code: IntakePaper, Title: clinic.Say("intake form"), Sense: clinic.Identity, Blank: true,
		Of: func(a *About) (subjects []Subject, usual int) {
			return []Subject{{ID: a.Chart.Patient.ID, On: a.Printed}}, 0
		},
		set: func(a About, _ Subject, o Options) (*Document, error) {
			return NewIntake(Intake{Clinic: a.Clinic, Chart: a.Chart, Atlas: a.Atlas, Catalogue: a.Catalogue, Printed: a.Printed}, o)
		},
		mark: func(a About, _ Subject) string { return string(a.Printed) },
		by:   nobody,
	},
	{
		Code: ReceiptPaper, Title: clinic.Say("receipt"), Sense: clinic.Money, Once: true,
		Of: receipts, None: clinic.Say("The patient has paid nothing yet."),
		set:  func(a About, s Subject, o Options) (*Document, error) { return NewReceipt(a, s.ID, o) },
		mark: numbered, by: nobody,
	},
	{
		Code: InvoicePaper, Title: clinic.Say("invoice"), Sense: clinic.Money, Once: true,
		Of: invoices, None: clinic.Say("Nothing was charged to the patient yet."),
		set:  func(a About, s Subject, o Options) (*Document, error) { return NewInvoice(a, s.ID, o) },
		mark: numbered, by: nobody,
	},
	{
		Code: CreditNotePaper, Title: clinic.Say("credit note"), Sense: clinic.Money, Once: true,
		Of: creditNotes, None: clinic.Say("No invoice of the patient was taken back."),
		set:  func(a About, s Subject, o Options) (*Document, error) { return NewCreditNote(a, s.ID, o) },
		mark: numbered, by: nobody,
	},
	{
		Code: StatementPaper, Title: clinic.Say("statement of account"), Sense: clinic.Money,
		Of: statements, None: clinic.Say("Nothing was charged to the patient and nothing paid yet."),
		set:  func(a About, _ Subject, o Options) (*Document, error) { return NewStatement(a, o), nil },
		mark: func(a About, _ Subject) string { return string(a.Printed) }, by: nobody,
	},
	{
		Code: YearPaper, Title: clinic.Say("year for the tax"), Sense: clinic.Money,
		Of: taxYears, None: clinic.Say("The patient has paid nothing yet."),
		set:  func(a About, s Subject, o Options) (*Document, error) { return NewYear(a, clinic.Date(s.ID), o), nil },
		mark: func(_ About, s Subject) string { return string(s.On) }, by: nobody,
	},
	{
		Code: VoucherPaper, Title: clinic.Say("voucher"), Sense: clinic.Money, Once: true,
		Of: vouchers, None: clinic.Say("The patient has bought no voucher and no package."),
		set:  func(a About, s Subject, o Options) (*Document, error) { return NewVoucher(a, s.ID, o) },
		mark: func(_ About, s Subject) string { return s.Code }, by: nobody,
	},
}

// nobody treats for a paper that is not about a treatment, or that names who does for itself.
func nobody(*About, Subject) string { return "" }

// Papers lists the sorts of paper in the order in which they are offered.
func Papers() []*Paper { return slices.Clone(papers) }

// PaperOf is the sort of paper with a code, or nil.
func PaperOf(code string) *Paper {
	i := slices.IndexFunc(papers, func(p *Paper) bool { return p.Code == code })
	if i < 0 {
		return nil
	}
	return papers[i]
}

// Find is the subject with a key, or what is usually meant for ""; false when there is none.
func (p *Paper) Find(a *About, id string) (Subject, bool) {
	all, usual := p.Of(a)
	if id != "" {
		usual = slices.IndexFunc(all, func(s Subject) bool { return s.ID == id })
	}
	if usual < 0 || usual >= len(all) {
		return Subject{}, false
	}
	return all[usual], true
}

// Set lays the paper out. The practitioner on it is the one whom the records name, unless that one has left.
func (p *Paper) Set(a About, s Subject, o Options) (*Document, error) {
	a.Here = a.practitioner(p.by(&a, s))
	return p.set(a, s, o)
}

// FileName is made of the patient's name, without what a file system refuses, and of what the paper is.
func (p *Paper) FileName(a About, s Subject) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`<>:"/\|?*`, r) {
			return '-'
		}
		return r
	}, clinic.CleanLine(a.Chart.Patient.FullName()))
	return strings.TrimSpace(name + " " + say(p.Title) + " " + p.mark(a, s) + ".pdf")
}

// practitioner is the one with a key, the one at this machine where that is nobody or somebody who has left.
func (a *About) practitioner(id string) clinic.Practitioner {
	i := slices.IndexFunc(a.Practitioners, func(p clinic.Practitioner) bool { return id != "" && p.ID == id })
	switch {
	case i < 0:
		return a.Here
	case !a.Practitioners[i].LeftAt.IsZero() && a.Here.ID != "":
		return a.Here
	}
	return a.Practitioners[i]
}

func whoPlanned(a *About, s Subject) string {
	if p := a.Chart.Plan(s.ID); p != nil {
		return p.PractitionerID
	}
	return ""
}

func subjectOf(c *clinic.Chart, p *clinic.Plan) Subject {
	s := Subject{ID: p.ID, Version: p.Version, Title: p.Title}
	if p.Agreed() {
		s.On = c.Day(p.AgreedAt)
	}
	return s
}

// plans are all versions of all plans. Meant is the one that is treated by, else the draft, else the last one.
func plans(c *clinic.Chart) (all []Subject, usual int) {
	for _, p := range slices.Backward(c.Plans) {
		all = append(all, subjectOf(c, &p))
	}
	meant := c.CurrentPlan()
	if meant == nil {
		meant = c.DraftPlan()
	}
	if meant == nil {
		return all, 0
	}
	return all, slices.IndexFunc(all, func(s Subject) bool { return s.ID == meant.ID })
}

// running is the plan that is treated by.
func running(c *clinic.Chart) (all []Subject, usual int) {
	if p := c.CurrentPlan(); p != nil {
		all = append(all, subjectOf(c, p))
	}
	return all, 0
}

// signings are the consents that were signed, each with all decisions that the signature stands under.
func signings(c *clinic.Chart) (all []Subject, usual int) {
	signed := slices.DeleteFunc(slices.Clone(c.Consents), func(x clinic.Consent) bool { return len(x.Signature) == 0 })
	slices.SortStableFunc(signed, func(a, b clinic.Consent) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.ID, b.ID)) })
	for i, x := range signed {
		if i == 0 || !x.At.Equal(signed[i-1].At) {
			all = append(all, Subject{ID: x.ID, On: c.Day(x.At)})
		}
	}
	return all, 0
}

// signedWith are the decisions that were signed together with one.
func signedWith(c *clinic.Chart, id string) (all []clinic.Consent) {
	i := slices.IndexFunc(c.Consents, func(x clinic.Consent) bool { return x.ID == id })
	if i < 0 {
		return nil
	}
	for _, x := range c.Consents {
		if len(x.Signature) > 0 && x.At.Equal(c.Consents[i].At) {
			all = append(all, x)
		}
	}
	return all
}
