package clinic

import (
	"cmp"
	"slices"
	"strings"
)

// Takings are what was charged, paid and used on the days from one to another.
type Takings struct {
	From, To    Date
	Invoices    []Invoice
	CreditNotes []CreditNote
	Payments    []Payment
	Uses        []CreditUse
	Counts      []TillCount
}

// Add files a record of these days.
func (t *Takings) Add(r Record) {
	switch r := r.(type) {
	case *Invoice:
		t.Invoices = append(t.Invoices, *r)
	case *CreditNote:
		t.CreditNotes = append(t.CreditNotes, *r)
	case *Payment:
		t.Payments = append(t.Payments, *r)
	case *CreditUse:
		t.Uses = append(t.Uses, *r)
	case *TillCount:
		t.Counts = append(t.Counts, *r)
	}
}

// People are the keys of the patients of these days.
func (t *Takings) People() []string {
	var out []string
	for i := range t.Invoices {
		out = append(out, t.Invoices[i].PatientID)
	}
	for i := range t.CreditNotes {
		out = append(out, t.CreditNotes[i].PatientID)
	}
	for i := range t.Payments {
		out = append(out, t.Payments[i].PatientID)
	}
	for i := range t.Uses {
		out = append(out, t.Uses[i].PatientID)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// WayTotal is what came and went by one way of paying.
type WayTotal struct {
	Way           PayWay
	In, Out       int // Out is above nothing
	Payments, All int // how many came, and how many of both
}

// Net is what remained.
func (w WayTotal) Net() int { return w.In - w.Out }

// ByWay are the totals of each way that was used, in the order of PayWays.
func (t *Takings) ByWay() []WayTotal {
	var out []WayTotal
	for _, way := range PayWays() {
		w := WayTotal{Way: way}
		for i := range t.Payments {
			p := &t.Payments[i]
			n := p.Of(way)
			if n == 0 {
				continue
			}
			w.All++
			if n > 0 {
				w.In += n
			} else {
				w.Out -= n
			}
			if !p.Refund() {
				w.Payments++
			}
		}
		if w.All > 0 {
			out = append(out, w)
		}
	}
	return out
}

// Way is the total of one way.
func (t *Takings) Way(way PayWay) WayTotal {
	for _, w := range t.ByWay() {
		if w.Way == way {
			return w
		}
	}
	return WayTotal{Way: way}
}

// Received is the money that came, less what went back: without vouchers and packages, which brought theirs when they were
// sold, and without rounding.
func (t *Takings) Received() int {
	sum := 0
	for _, w := range t.ByWay() {
		if !w.Way.Prepaid() && w.Way != Rounding {
			sum += w.Net()
		}
	}
	return sum
}

// Figures are the sums of some days as an accountant asks for them.
type Figures struct {
	Charged  int // by invoices, less what was taken back
	Tax      int // within it
	Prepaid  int // of it, for packages and vouchers that were sold: no income yet
	Used     int // of packages and vouchers, which is income now
	Received int // see Takings.Received
	Rounding int
	Invoices int
	Visits   int
	// ByPractitioner is what was charged for visits, by the key of who treated.
	ByPractitioner []PractitionerFigure
}

// PractitionerFigure is what one practitioner's visits were charged at.
type PractitionerFigure struct {
	PractitionerID, Name string
	Visits, Cents        int
}

// Figures adds up. Notes take off the whole: what of it was for visits or for packages is told where a whole invoice is void.
func (t *Takings) Figures() Figures {
	f := Figures{Received: t.Received(), Invoices: len(t.Invoices)}
	f.Rounding = t.Way(Rounding).Net()
	void := make(map[string]bool)
	for _, n := range t.CreditNotes {
		f.Charged -= n.Cents
		f.Tax -= n.TaxCents
		if n.Whole {
			void[n.InvoiceID] = true
		}
	}
	by := make(map[string]*PractitionerFigure)
	for i := range t.Invoices {
		in := &t.Invoices[i]
		f.Charged += in.TotalCents
		f.Tax += in.TaxCents
		if void[in.ID] {
			continue
		}
		for _, l := range in.Lines {
			switch {
			case l.Sort.Prepaid():
				f.Prepaid += l.Cents
			case l.Sort == SoldVisit:
				f.Visits += l.Quantity
				who := by[l.Practitioner]
				if who == nil {
					who = &PractitionerFigure{PractitionerID: l.Practitioner, Name: l.Provider.Name}
					by[l.Practitioner] = who
				}
				who.Visits += l.Quantity
				who.Cents += l.Cents
			}
		}
	}
	for _, u := range t.Uses {
		if u.Why != CreditRefunded {
			f.Used += u.Cents
		}
	}
	for _, who := range by {
		f.ByPractitioner = append(f.ByPractitioner, *who)
	}
	slices.SortFunc(f.ByPractitioner, func(a, b PractitionerFigure) int {
		return cmp.Or(cmp.Compare(b.Cents, a.Cents), strings.Compare(a.Name, b.Name), strings.Compare(a.PractitionerID, b.PractitionerID))
	})
	return f
}

// Cash is what the cash of the days adds to the till.
func (t *Takings) Cash() int { return t.Way(ByCash).Net() }

// CleanCode is what a person types of the number of a voucher as it is kept: "abcd 2345" is "ABCD-2345".
func CleanCode(text string) string {
	var b strings.Builder
	for _, r := range strings.ToUpper(text) {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' {
			b.WriteRune(r)
		}
	}
	if s := b.String(); len(s) == 8 {
		return s[:4] + "-" + s[4:]
	}
	return b.String()
}
