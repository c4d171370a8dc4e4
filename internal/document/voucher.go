package document

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/words"
)

// vouchers are what a patient bought to be used later, the newest first.
func vouchers(a *About) (all []Subject, usual int) {
	for _, c := range slices.Backward(a.Chart.Account().Credits) {
		all = append(all, Subject{ID: c.ID, Name: clinic.Say("{{.What}} {{.Code}}", clinic.Args{"What": c.Name, "Code": c.Code}), Code: c.Code, On: c.SoldOn})
	}
	return all, 0
}

// NewVoucher sets a page to give away: what a voucher or a package is worth, its number, until when and how it is used. Who bought
// it does not stand there, and nothing that a health fund could take for a treatment.
func NewVoucher(a About, id string, opts Options) (*Document, error) {
	credits := a.Chart.Account().Credits
	i := slices.IndexFunc(credits, func(c clinic.Credit) bool { return c.ID == id })
	if i < 0 {
		return nil, fmt.Errorf("the voucher: %w", clinic.ErrNotFound)
	}
	c := &credits[i]
	doc := newDocument(a.Clinic.Paper, opts)
	s := doc.sheet
	doc.Title, doc.Author, doc.Date = say(c.Sort.Name()), a.Clinic.Name, a.Printed
	copied := a.Chart.Given(VoucherPaper, id)
	doc.foot = func(int, int) (string, string) {
		return say(clinic.Say("Sold on {{.Day}}. Whoever brings its number can use it: keep it as you keep money.", clinic.Args{"Day": c.SoldOn})), ""
	}
	if copied {
		s.stamp(say(clinic.Say("DUPLICATE COPY")))
	}
	s.gap(12)
	s.place(s.framed(s.voucher(&a, c)))
	s.gap(8)
	s.useIt(&a.Clinic, c)
	doc.finish()
	return doc, nil
}

// voucher is what stands in the frame.
func (s *sheet) voucher(a *About, c *clinic.Credit) block {
	width := s.width() - 2*framePad
	big, huge := style{Size: 30, Bold: true}, style{Size: 40, Bold: true}
	list := []block{
		s.centred(a.Clinic.Name, style{Size: 17, Bold: true}, width), space(7),
		s.centred(say(c.Sort.Name()), big, width), space(5),
	}
	if strings.TrimSpace(c.Holder) != "" {
		list = append(list, s.centred(say(clinic.Say("for {{.Name}}", clinic.Args{"Name": c.Holder})), style{Size: 20}, width), space(5))
	}
	worth := amount(c.WorthCents, a.Clinic.Currency)
	if c.Sort == clinic.SoldPackage {
		worth = say(sessions(c.Sessions))
	}
	list = append(list, s.centred(worth, huge, width), space(3), s.centred(c.Name, style{Size: 15}, width), space(8))
	code := s.one(c.Code, huge)
	wide := code.Width + 16
	list = append(list, s.centred(say(clinic.Say("Number")), style{Size: 13, Quiet: true}, width), space(1), block{huge.lineHeight() + 6, func(x, y float64) {
		x += (width - wide) / 2
		s.page().Path(drawing.RectPath(box(x, y, wide, huge.lineHeight()+6)), drawing.Style{Fill: tint, Stroke: accent, Width: 0.5})
		s.setLine(x+8, y+3, code, huge)
	}}, space(7))
	until := clinic.Say("It can be used at any time.")
	if c.Expires.Valid() {
		until = clinic.Say("To be used until {{.Day}}", clinic.Args{"Day": c.Expires})
	}
	return stack(0, append(list, s.centred(say(until), style{Size: 16, Bold: true}, width))...)
}

func space(height float64) block { return block{height, func(float64, float64) {}} }

// centred is text in the middle of a width.
func (s *sheet) centred(text string, st style, width float64) block {
	lines := s.wrap(text, st, width)
	return block{float64(len(lines)) * st.lineHeight(), func(x, y float64) {
		for i, l := range lines {
			s.setLine(x+math.Max(0, width-l.Width)/2, y+float64(i)*st.lineHeight(), l, st)
		}
	}}
}

const framePad = 14.0

// framed is a block in two lines, as what is given away has them.
func (s *sheet) framed(b block) block {
	height := b.height + 2*framePad
	return block{height, func(x, y float64) {
		s.page().Path(drawing.RectPath(box(x, y, s.width(), height)), drawing.Style{Stroke: accent, Width: 1.2})
		s.page().Path(drawing.RectPath(box(x+2.2, y+2.2, s.width()-4.4, height-4.4)), drawing.Style{Stroke: accent, Width: 0.3})
		b.set(x+framePad, y+framePad)
	}}
}

// useIt says how it is used.
func (s *sheet) useIt(owner *clinic.Clinic, c *clinic.Credit) {
	how := []string{say(clinic.Say("Tell the number when you book, and bring this page with you."))}
	if c.Sort == clinic.SoldVoucher {
		how = append(how, say(clinic.Say("It can be used in parts, until nothing is left of it.")))
	}
	if owner.Phone != "" {
		how = append(how, say(clinic.Say("To book, call {{.Phone}}.", clinic.Args{"Phone": owner.Phone})))
	}
	if where := owner.Address(); where != "" {
		how = append(how, say(clinic.Say("Where to come: {{.Address}}", clinic.Args{"Address": words.List(owner.Name, where)})))
	}
	s.heading(say(clinic.Say("How to use it")), 4*body.lineHeight())
	s.bullets(how)
}
