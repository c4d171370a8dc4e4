package document

import (
	"slices"
	"strings"

	"regimen/internal/clinic"
	"regimen/internal/words"
)

// Card is what the appointment card of a patient is made from.
type Card struct {
	Clinic        clinic.Clinic
	Practitioners []clinic.Practitioner // all of the clinic's
	Practitioner  clinic.Practitioner   // who treats next
	Patient       clinic.Patient
	// Coming are the appointments that are ahead, by their time.
	Coming   []clinic.Appointment
	Services []clinic.Service
	Printed  clinic.Date
}

// NewCard sets the appointments that a patient has ahead: when, with whom and where, what to bring, and whom to call.
func NewCard(p Card, opts Options) *Document {
	doc := newDocument(p.Clinic.Paper, opts)
	doc.Title, doc.Author, doc.Date = say(clinic.Say("Your appointments")), p.Clinic.Name, p.Printed
	doc.foot = func(page, pages int) (string, string) {
		return say(clinic.Say("Appointments as of {{.Day}}. Later changes are not on this paper.", clinic.Args{"Day": p.Printed})), pageOf(page, pages)
	}
	s := doc.sheet
	s.head = func(s *sheet) float64 { return runningHead(s, p.Patient.Name(), p.Clinic.Name) }
	s.letterhead(&p.Clinic, &p.Practitioner, &p.Patient, doc.Title, "")
	var rows [][]cell
	for i := range p.Coming {
		a := &p.Coming[i]
		rows = append(rows, []cell{
			{lead: words.WithWeekday(a.Day)}, {lead: clinic.ClockTime(a.Start), text: say(minutes(a.Minutes))}, {text: a.Title}, {text: clinic.PractitionerName(p.Practitioners, a.PractitionerID)},
		})
	}
	s.table([]column{{say(clinic.Say("Day")), 27}, {say(clinic.Say("Time")), 18}, {say(clinic.Say("What")), 30}, {say(clinic.Say("With")), 25}}, rows)
	s.bring(&p)
	s.whereAndCall(&p.Clinic)
	doc.finish()
	return doc
}

// bring is what the patient should know of what was booked, each text once.
func (s *sheet) bring(p *Card) {
	type told struct{ name, text string }
	var all []told
	for i := range p.Services {
		text := strings.TrimSpace(p.Services[i].Text)
		booked := slices.ContainsFunc(p.Coming, func(a clinic.Appointment) bool { return a.ServiceID == p.Services[i].ID })
		if booked && text != "" && !slices.ContainsFunc(all, func(x told) bool { return x.text == text }) {
			all = append(all, told{p.Services[i].Name, text})
		}
	}
	if len(all) == 0 {
		return
	}
	s.gap(2)
	s.heading(say(clinic.Say("Please bring and wear")), 2*body.lineHeight())
	for _, x := range all {
		if len(all) > 1 {
			s.need(3 * body.lineHeight())
			s.para(x.name, strong)
		}
		s.para(x.text, body)
		s.gap(1.5)
	}
}

func (s *sheet) whereAndCall(owner *clinic.Clinic) {
	inner := s.width() - 12
	var list []block
	if where := owner.Address(); where != "" {
		list = append(list, s.textBlock(say(clinic.Say("Where to come: {{.Address}}", clinic.Args{"Address": words.List(owner.Name, where)})), strong, inner))
	}
	if owner.Phone != "" {
		list = append(list, s.textBlock(say(clinic.Say("If you cannot come, please call {{.Phone}} as early as you can. Someone else may be waiting for the time.",
			clinic.Args{"Phone": owner.Phone})), body, inner))
	}
	if len(list) == 0 {
		return
	}
	s.gap(4)
	s.place(s.boxed(stack(1.5, list...), s.width()))
}
