package document

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/words"
)

// moneyPaper is a paper about money being set.
type moneyPaper struct {
	*sheet
	doc  *Document
	a    *About
	sign string // of the currency
}

// moneyHead is what stands at the top of a paper about money.
type moneyHead struct {
	Seller clinic.Clinic // as it was when the paper was issued
	Tax    string        // the name of the tax that the seller takes, "" for none
	Title  clinic.Sentence
	// Name tells it from others of its sort: "Receipt 12".
	Name  clinic.Sentence
	Facts []clinic.Sentence // numbers and days
	// Copy is one that was given before.
	Copy bool
}

// newMoney begins a paper about money.
func newMoney(a *About, h moneyHead, opts Options) *moneyPaper {
	doc := newDocument(a.Clinic.Paper, opts)
	w := &moneyPaper{sheet: doc.sheet, doc: doc, a: a, sign: a.Clinic.Currency}
	doc.Title, doc.Author, doc.Date = say(h.Title), h.Seller.Name, a.Printed
	facts := clinic.Args{"What": h.Name, "Day": a.Printed}
	doc.foot = func(page, pages int) (string, string) {
		if h.Copy {
			return say(clinic.Say("{{.What}}. Duplicate copy, printed {{.Day}}.", facts)), pageOf(page, pages)
		}
		return say(clinic.Say("{{.What}}. Printed {{.Day}}.", facts)), pageOf(page, pages)
	}
	w.head = func(s *sheet) float64 { return runningHead(s, words.List(say(h.Name), w.patient()), h.Seller.Name) }
	if h.Copy {
		w.stamp(say(clinic.Say("DUPLICATE COPY")))
	}
	half := w.crownLeft()
	left := []block{w.textBlock(h.Seller.Name, style{Size: 15, Bold: true}, half)}
	for _, t := range []string{h.Seller.Address(), h.Seller.Phone, h.Seller.Email, businessNumber(h.Seller.BusinessNumber, a.Clinic.Region, h.Tax)} {
		if t != "" {
			left = append(left, w.textBlock(t, body, half))
		}
	}
	var right []block
	for i, f := range h.Facts {
		st := body
		if i == 0 {
			st = strong
		}
		right = append(right, w.textBlock(say(f), st, w.crownRight()))
	}
	w.crown(left, right, doc.Title, "")
	return w
}

// patient is the name of the patient in law.
func (w *moneyPaper) patient() string { return w.a.Chart.Patient.FullName() }

// businessNumber is the number of a business as its country calls it; "" for none.
func businessNumber(number, region, tax string) string {
	args := clinic.Args{"Number": number, "Tax": tax}
	switch {
	case strings.TrimSpace(number) == "":
		return ""
	case in(region, "AU") || region == "":
		return say(clinic.Say("ABN {{.Number}}", args))
	case tax != "":
		return say(clinic.Say("{{.Tax}} number {{.Number}}", args))
	}
	return say(clinic.Say("Business number {{.Number}}", args))
}

// in reports whether a region is in a country.
func in(region, country string) bool {
	return region == country || strings.HasPrefix(region, country+"-")
}

// stamp is a word in a frame of the whole width, which nobody overlooks.
func (s *sheet) stamp(text string) {
	l := s.one(text, h2)
	height := h2.lineHeight() + 3
	s.place(block{height, func(x, y float64) {
		s.page().Path(drawing.RectPath(box(x, y, s.width(), height)), drawing.Style{Stroke: ink, Width: 0.6})
		s.setLine(x+(s.width()-l.Width)/2, y+1.5, l, h2)
	}})
	s.gap(4)
}

// amount is money to the cent, with the clinic's currency sign: "$95.00", "-$0.02".
func amount(cents int, sign string) string {
	if sign == "" {
		sign = "$"
	}
	if cents < 0 {
		return "-" + sign + clinic.MoneyText(-cents)
	}
	return sign + clinic.MoneyText(cents)
}

func (w *moneyPaper) amount(cents int) string { return amount(cents, w.sign) }

// sum is a line below a table: what it is, and how much.
type sum struct {
	label clinic.Sentence
	cents int
	lead  bool // what it comes to
}

// sums stand together below a table, at the right, with the amounts below each other.
func (w *moneyPaper) sums(list ...sum) {
	const share = 0.5
	width := w.width() * share
	var rows []block
	for _, x := range list {
		st := body
		if x.lead {
			st = strong
		}
		value := w.one(w.amount(x.cents), st)
		label := w.textBlock(say(x.label), st, width-value.Width-4)
		rows = append(rows, block{math.Max(label.height, st.lineHeight()), func(left, top float64) {
			label.set(left+w.width()-width, top)
			w.setLine(left+w.width()-cellPad-value.Width, top, value, st)
		}})
	}
	w.gap(1.5)
	w.place(stack(0.6, rows...))
	w.gap(1.5)
}

// whom says whom a paper is for.
func (w *moneyPaper) whom(name string, born clinic.Date) {
	who := clinic.Say("For {{.Name}}", clinic.Args{"Name": name})
	if born.Valid() {
		who = clinic.Say("For {{.Name}}, born {{.Day}}", clinic.Args{"Name": name, "Day": born})
	}
	w.para(say(who), strong)
}

// buyer says whom an invoice is for, and who pays it. From buyerFrom on the tax office asks for the buyer's identity.
func (w *moneyPaper) buyer(in *clinic.Invoice) {
	w.whom(in.PatientName, in.BirthDate)
	if where := w.a.Chart.Patient.Address(); in.TotalCents >= buyerFrom && where != "" {
		w.para(where, body)
	}
	fund := clinic.Args{"Fund": in.HealthFund, "Number": in.FundNumber}
	switch {
	case in.HealthFund == "":
	case in.FundNumber == "":
		w.para(say(clinic.Say("Health fund: {{.Fund}}", fund)), body)
	default:
		w.para(say(clinic.Say("Health fund: {{.Fund}}, member {{.Number}}", fund)), body)
	}
	for _, x := range []struct {
		text string
		told func(clinic.Args) clinic.Sentence
	}{
		{in.BillTo, func(f clinic.Args) clinic.Sentence { return clinic.Say("To be paid by: {{.Text}}", f) }},
		{in.Claim, func(f clinic.Args) clinic.Sentence { return clinic.Say("Claim or order number: {{.Text}}", f) }},
	} {
		if strings.TrimSpace(x.text) != "" {
			w.para(say(x.told(clinic.Args{"Text": lines(x.text)})), body)
		}
	}
	w.gap(3)
}

// buyerFrom is the total from which on an invoice names the buyer: A New Tax System (Goods and Services Tax) Act 1999,
// section 29-70 (1)(c)(ii), and section 19M of the New Zealand one.
const buyerFrom = 1000_00

// treatedBy are the people who gave the visits among some lines, each once, as health funds know them.
func (w *moneyPaper) treatedBy(all []clinic.InvoiceLine) {
	list := providers(all)
	if len(list) == 0 {
		return
	}
	var rows []block
	inner := w.width() - 12
	for i := range list {
		p := &list[i]
		rows = append(rows, w.textBlock(say(clinic.Say("Treated by {{.Name}}", clinic.Args{"Name": words.List(p.Name, p.Qualifications)})), strong, inner))
		args := clinic.Args{"Association": p.Association, "Number": p.MemberNumber}
		switch {
		case p.Association != "" && p.MemberNumber != "":
			rows = append(rows, w.textBlock(say(clinic.Say("{{.Association}}, member number {{.Number}}", args)), body, inner))
		case p.MemberNumber != "":
			rows = append(rows, w.textBlock(say(clinic.Say("Member number {{.Number}}", args)), body, inner))
		case p.Association != "":
			rows = append(rows, w.textBlock(p.Association, body, inner))
		}
		if p.ProviderNumber != "" {
			rows = append(rows, w.textBlock(say(clinic.Say("Provider number {{.Number}}", clinic.Args{"Number": p.ProviderNumber})), body, inner))
		}
	}
	w.place(w.boxed(stack(0.5, rows...), w.width()))
	w.gap(3)
}

// providers are who gave the visits among some lines.
func providers(all []clinic.InvoiceLine) []clinic.Provider {
	var out []clinic.Provider
	for _, l := range all {
		if l.Sort == clinic.SoldVisit && l.Provider.Name != "" && !slices.Contains(out, l.Provider) {
			out = append(out, l.Provider)
		}
	}
	return out
}

// charged sets the lines of an invoice and what they come to.
func (w *moneyPaper) charged(in *clinic.Invoice) {
	mixed := in.TaxName != "" && in.Taxed() != in.TotalCents
	several := len(providers(in.Lines)) > 1
	cols := []column{{say(clinic.Say("Treated on")), 24}, {say(clinic.Say("What")), 54}}
	if mixed {
		cols = append(cols, column{in.TaxName, 18})
	}
	cols = append(cols, column{say(clinic.Say("Cost")), 22})
	var rows [][]cell
	for i := range in.Lines {
		l := &in.Lines[i]
		day := ""
		if l.Day.Valid() {
			day = words.Short(l.Day)
		}
		row := []cell{{text: day}, {lead: l.Text, text: strings.Join(w.of(l, several), "\n")}}
		if mixed {
			taxed := clinic.Say("free")
			switch {
			case l.Taxed:
				taxed = clinic.Say("included")
			case l.Sort.Prepaid():
				taxed = clinic.Say("when used")
			}
			row = append(row, cell{text: say(taxed)})
		}
		rows = append(rows, append(row, cell{text: w.amount(l.Cents), right: true}))
	}
	w.table(cols, rows)
	list := []sum{{clinic.Say("Total"), in.TotalCents, true}}
	if in.TaxName != "" {
		if mixed && in.Taxed() > 0 {
			list = append(list, sum{clinic.Say("Of it with {{.Tax}}", clinic.Args{"Tax": in.TaxName}), in.Taxed(), false})
		}
		list = append(list, sum{clinic.Say("{{.Tax}} in the total", clinic.Args{"Tax": in.TaxName}), in.TaxCents, false})
	}
	w.sums(list...)
	if in.TaxName != "" && !mixed {
		w.para(say(clinic.Say("Total price includes {{.Tax}}.", clinic.Args{"Tax": in.TaxName})), body)
	}
}

// of is what a line says beside its text.
func (w *moneyPaper) of(l *clinic.InvoiceLine, several bool) []string {
	var out []string
	if l.Sort != clinic.SoldVisit && l.Sort != clinic.SoldFee {
		out = append(out, say(l.Sort.Name()))
	}
	if l.Minutes > 0 && !strings.Contains(l.Text, strconv.Itoa(l.Minutes)) { // an appointment type may be named by its length
		out = append(out, say(minutes(l.Minutes)))
	}
	if l.Code != "" {
		out = append(out, say(clinic.Say("Item code {{.Code}}", clinic.Args{"Code": l.Code})))
	}
	if several && l.Sort == clinic.SoldVisit {
		out = append(out, say(clinic.Say("By {{.Name}}", clinic.Args{"Name": l.Provider.Name})))
	}
	price := clinic.Args{"Count": l.Quantity, "Each": w.amount(l.UnitCents), "Less": w.amount(l.DiscountCents), "Why": lines(l.Discount)}
	if l.Quantity > 1 {
		out = append(out, say(clinic.Say("{{.Count}} at {{.Each}}", price)))
	}
	switch {
	case l.DiscountCents == 0:
	case l.Quantity > 1:
		out = append(out, say(clinic.Say("Less {{.Less}}: {{.Why}}", price)))
	default:
		out = append(out, say(clinic.Say("{{.Each}} less {{.Less}}: {{.Why}}", price)))
	}
	return out
}

// ways are the rows of what each way of paying brought; what went back is told above nothing.
func (w *moneyPaper) ways(p *clinic.Payment) []sum {
	var out []sum
	turn := 1
	if p.Refund() {
		turn = -1
	}
	for _, part := range p.Parts {
		label := part.Way.Name()
		if part.Note != "" {
			label = clinic.Say("{{.Way}}, {{.Note}}", clinic.Args{"Way": label, "Note": part.Note})
		}
		out = append(out, sum{label, turn * part.Cents, false})
	}
	return out
}

// signedBy leaves room for a signature where a fund or the place of the clinic asks for one.
func (w *moneyPaper) signedBy(fund string) {
	if w.a.Catalogue == nil || !w.a.Catalogue.AsksSignature(fund, w.a.Clinic.Region) {
		return
	}
	label := w.textBlock(say(clinic.Say("Signature of the therapist, or for the clinic")), body, signatureWidth+20)
	w.gap(3)
	w.place(block{14 + label.height, func(x, y float64) {
		w.fill(x, y+13, signatureWidth+20, 0.3, ink)
		label.set(x, y+14)
	}})
}

// seller is the clinic as an invoice names it.
func seller(in *clinic.Invoice) clinic.Clinic {
	return clinic.Clinic{Name: in.SellerName, Street: in.SellerAddress, Phone: in.SellerPhone, Email: in.SellerEmail, BusinessNumber: in.BusinessNumber}
}

// taxWording is how an invoice with tax is headed. Only what has tax in it is a tax invoice, and New Zealand calls it by another
// name since 1 April 2023.
type taxWording struct{ invoice, receipt clinic.Sentence }

func wordingOf(region string, taxed bool) taxWording {
	switch {
	case taxed && (region == "" || in(region, "AU")):
		return taxWording{clinic.Say("Tax invoice"), clinic.Say("Tax invoice and receipt")}
	case taxed && in(region, "NZ"):
		return taxWording{clinic.Say("Taxable supply information"), clinic.Say("Taxable supply information and receipt")}
	}
	return taxWording{clinic.Say("Invoice"), clinic.Say("Invoice and receipt")}
}
