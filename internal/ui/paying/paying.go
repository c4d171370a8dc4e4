// Package paying asks how something is paid, in as many ways at once as a person likes: a tap on a way takes what is still to
// pay, an amount that is typed leaves the rest to the next. It knows amounts and no records.
package paying

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// Options are what the ways of paying depend on.
type Options struct {
	// Coin is the smallest coin, in cents: what is paid in cash is rounded to it. 0 leaves it.
	Coin  int
	Today clinic.Date
	// OnAccount is what stands on the patient's account.
	OnAccount int
	// Credits are the packages and vouchers of the patient; those of which nothing is left are not offered.
	Credits []clinic.CreditState
	// Find looks for a package or voucher by what stands on its paper, and tells then on the UI thread: nil for none. A nil Find
	// offers none by its number.
	Find func(code string, then func(*clinic.CreditState, error))
	// Back is for money that goes back: not by a voucher, and what has no way stays on the account.
	Back bool
	// Changed is called when something about the ways changed; it may be nil.
	Changed func()
}

// Ways is how something is paid.
type Ways struct {
	Object *fyne.Container

	o        Options
	due      int
	parts    []*part
	rounding int
	credits  []clinic.CreditState // that are offered
	tiles    []*kit.Button
	byNumber *kit.Button

	list, offered *fyne.Container
	code          *kit.Entry
	codeField     *kit.Field
	cash          *cash
	left          *kit.Text
}

// part is one way and what it brings.
type part struct {
	way    clinic.PayWay // "" is what stood on the account
	credit *clinic.CreditState
	cents  int
	typed  bool // the amount is a person's own; one that is not follows what is to pay
	wrong  bool // what is typed is no amount
	entry  *kit.Entry
	field  *kit.Field
}

// New asks how something is paid, of which Due tells the amount.
func New(o Options) *Ways {
	w := &Ways{o: o, list: kit.StackGap(kit.Gap), offered: kit.StackGap(0), left: kit.Strong("").Wrap()}
	for i := range o.Credits {
		w.offer(o.Credits[i])
	}
	ways := []clinic.PayWay{clinic.ByCard, clinic.ByCash, clinic.ByTransfer, clinic.ByFund}
	row := kit.FlowRow()
	for _, way := range ways {
		b := kit.NewButton(words.Say(way.Name()), "", func() { w.Take(way) })
		w.tiles = append(w.tiles, b)
		row.Add(b)
	}
	if !o.Back && o.OnAccount > 0 {
		b := kit.NewButton(lang.L("From the account"), "", func() { w.Take("") })
		w.tiles = append(w.tiles, b)
		row.Add(b)
	}
	w.code = kit.NewEntry("ABCD-2345", nil)
	w.code.OnSubmitted = func(string) { w.find() }
	find := kit.NewButton(lang.L("Use it"), "", w.find)
	w.codeField = kit.NewField(lang.L("Number of the voucher or package"), kit.Border(nil, nil, nil, find, w.code))
	w.codeField.Hide()
	if !o.Back && o.Find != nil {
		w.byNumber = kit.NewButton(lang.L("Voucher by number"), "", func() {
			kit.SetHidden(w.codeField, false)
			w.Object.Refresh()
			kit.Focus(w.code)
		})
		row.Add(w.byNumber)
	}
	w.cash = newCash(o.Coin)
	w.Object = kit.StackGap(kit.GapWide, row, w.offered, w.codeField, w.list, w.cash.object, w.left)
	w.showOffered()
	w.weigh()
	return w
}

// offer adds a package or voucher to those that can be used.
func (w *Ways) offer(c clinic.CreditState) {
	known := slices.ContainsFunc(w.credits, func(x clinic.CreditState) bool { return x.ID == c.ID })
	if !w.o.Back && !c.Empty() && !known {
		w.credits = append(w.credits, c)
	}
}

// Due is how much is to pay. An amount that nobody typed follows it.
func (w *Ways) Due(cents int) {
	w.due = cents
	w.weigh()
}

// First is where the keyboard begins: the first way.
func (w *Ways) First() fyne.Focusable { return w.tiles[0] }

// Take has the rest paid by a way, "" for what stands on the account. Where all is paid by ways already, it takes the place of
// the last whose amount nobody typed.
func (w *Ways) Take(way clinic.PayWay) {
	if i := w.following(); i >= 0 {
		if w.parts[i].way == way {
			return
		}
		w.parts = slices.Delete(w.parts, i, i+1)
	}
	p := w.add(way, nil)
	if way == "" {
		p.cents, p.typed = max(min(w.o.OnAccount, w.due-w.sum(p)), 0), true
		p.entry.Fill(edit.Money(p.cents))
		if p.cents == 0 {
			w.drop(p)
			return
		}
	}
	w.changed()
	if p.cents == 0 {
		kit.Focus(p.entry)
	}
}

// following is the part whose amount follows what is to pay, -1 for none.
func (w *Ways) following() int {
	return slices.IndexFunc(w.parts, func(p *part) bool { return !p.typed })
}

// Use has a package or voucher pay: a session, or as much as is left of it and to pay.
func (w *Ways) Use(c clinic.CreditState) {
	used := w.usedOf(c.ID)
	fixed := w.due
	for _, p := range w.parts {
		if p.typed {
			fixed -= p.cents
		}
	}
	way, cents := clinic.ByVoucher, min(fixed, used.LeftCents)
	if c.Sort == clinic.SoldPackage {
		way, cents = clinic.ByPackage, used.NextSession()
	}
	if cents <= 0 || fixed <= 0 || c.Expired(w.o.Today) {
		return
	}
	p := w.add(way, &c)
	p.cents, p.typed = cents, true
	p.entry.Fill(edit.Money(cents))
	kit.SetEnabled(p.entry, c.Sort == clinic.SoldVoucher)
	if i := w.following(); i >= 0 && w.due-w.sum(w.parts[i]) <= 0 {
		w.parts = slices.Delete(w.parts, i, i+1)
	}
	w.changed()
}

// usedOf is what is left of a credit after the parts.
func (w *Ways) usedOf(id string) clinic.CreditState {
	i := slices.IndexFunc(w.credits, func(c clinic.CreditState) bool { return c.ID == id })
	if i < 0 {
		return clinic.CreditState{}
	}
	left := w.credits[i]
	for _, p := range w.parts {
		if p.credit != nil && p.credit.ID == id {
			left.LeftCents -= p.cents
			if left.Sort == clinic.SoldPackage {
				left.LeftSessions--
			}
		}
	}
	return left
}

// find looks for the package or voucher whose number is typed.
func (w *Ways) find() {
	code := clinic.CleanCode(w.code.Text)
	if code == "" {
		w.codeField.SetError(lang.L("Type the number that stands on the voucher."))
		return
	}
	w.o.Find(w.code.Text, func(c *clinic.CreditState, err error) {
		said := ""
		switch {
		case err != nil:
			said = words.Error(err)
		case c == nil:
			said = lang.L("There is no voucher or package {{.Code}}. Look at its paper again.", map[string]any{"Code": code})
		case c.Empty():
			said = lang.L("Nothing is left of {{.Code}}.", map[string]any{"Code": code})
		case c.Expired(w.o.Today):
			said = lang.L("{{.Code}} could be used until {{.Day}}.", map[string]any{"Code": code, "Day": words.Long(c.Expires)})
		case w.due <= 0:
			said = lang.L("There is nothing to pay for.")
		}
		w.codeField.SetError(said)
		if said != "" {
			return
		}
		w.offer(*c)
		w.code.Fill("")
		w.codeField.Hide()
		w.Use(*c)
		w.showOffered()
	})
}

// add puts a part behind the others.
func (w *Ways) add(way clinic.PayWay, credit *clinic.CreditState) *part {
	p := &part{way: way, credit: credit}
	p.entry = kit.NewEntry("0.00", nil)
	p.entry.Replaces = true
	p.entry.OnChanged = func(text string) {
		cents, err := edit.Cents("parts", text)
		p.typed, p.wrong = true, err != nil
		p.cents = 0
		if cents != nil {
			p.cents = *cents
		}
		w.weigh()
		w.tell()
	}
	remove := kit.IconButton(kit.IconClose, lang.L("Not by {{.Way}}", map[string]any{"Way": p.name()}), func() { w.drop(p) })
	p.field = kit.NewField(p.name(), kit.Border(nil, nil, nil, remove, p.entry))
	w.parts = append(w.parts, p)
	return p
}

// name is the way in words.
func (p *part) name() string {
	switch {
	case p.credit != nil:
		return words.Points(p.credit.Name, p.credit.Code)
	case p.way == "":
		return lang.L("From the account")
	}
	return words.Say(p.way.Name())
}

func (w *Ways) drop(p *part) {
	w.parts = slices.DeleteFunc(w.parts, func(x *part) bool { return x == p })
	w.changed()
}

// sum is what the parts bring but for one.
func (w *Ways) sum(but *part) int {
	sum := 0
	for _, p := range w.parts {
		if p != but {
			sum += p.cents
		}
	}
	return sum
}

// changed shows other parts than before.
func (w *Ways) changed() {
	w.list.Objects = nil
	for _, p := range w.parts {
		w.list.Add(p.field)
	}
	w.weigh()
	w.showOffered()
	w.Object.Refresh()
	w.tell()
}

func (w *Ways) tell() {
	if w.o.Changed != nil {
		w.o.Changed()
	}
}

// weigh has what follows take the rest, rounds it when it is cash, and says what is still to pay.
func (w *Ways) weigh() {
	if i := w.following(); i >= 0 {
		p := w.parts[i]
		p.cents = max(w.due-w.sum(p), 0)
		if p.way == clinic.ByCash {
			p.cents = clinic.InCash(p.cents, w.o.Coin)
		}
		text := ""
		if p.cents > 0 {
			text = edit.Money(p.cents)
		}
		if p.entry.Text != text {
			p.entry.Fill(text)
		}
	}
	coins := 0
	for _, p := range w.parts {
		if p.way == clinic.ByCash {
			coins += p.cents
		}
		p.field.SetError(w.problem(p))
	}
	w.rounding = 0
	left := w.due - w.sum(nil)
	if hasCash := slices.ContainsFunc(w.parts, func(p *part) bool { return p.way == clinic.ByCash }); hasCash && w.o.Coin > 1 && coins%w.o.Coin == 0 && 2*max(left, -left) <= w.o.Coin {
		w.rounding = left
	}
	w.cash.show(coins, w.rounding, w.o.Back)
	w.left.SetText(w.says())
}

// problem says what is wrong with a part, "" for nothing.
func (w *Ways) problem(p *part) string {
	switch {
	case p.wrong || p.cents < 0 || p.cents > clinic.MostCents:
		return lang.L("Write the amount as a number, such as 95 or 95.50.")
	case p.way == "" && p.cents > w.o.OnAccount:
		return lang.L("{{.Amount}} stands on the account, no more.", map[string]any{"Amount": clinic.MoneyText(w.o.OnAccount)})
	case p.credit != nil && w.usedOf(p.credit.ID).LeftCents < 0:
		return words.Say(p.credit.Says())
	}
	return ""
}

// Left is what is still to pay; below nothing, what is too much.
func (w *Ways) Left() int { return w.due - w.sum(nil) - w.rounding }

// Change is what goes back of the cash that was given, 0 where nobody said how much was.
func (w *Ways) Change() int { return max(w.cash.change, 0) }

// Paid is what the ways bring.
func (w *Ways) Paid() int { return w.sum(nil) + w.rounding }

// says is what is still to pay, in words.
func (w *Ways) says() string {
	left := w.Left()
	amount := map[string]any{"Amount": clinic.MoneyText(max(left, -left))}
	switch {
	case w.o.Back && left > 0:
		return lang.L("{{.Amount}} stays on the account", amount)
	case w.o.Back && left < 0:
		return lang.L("{{.Amount}} more than goes back", amount)
	case w.o.Back && w.due > 0:
		return lang.L("All of it goes back this way")
	case left > 0:
		return lang.L("Still to pay: {{.Amount}}", amount)
	case left < 0:
		return lang.L("{{.Amount}} more than is owed: it will stand on the account", amount)
	case w.due > 0:
		return lang.L("Nothing is left to pay")
	}
	return ""
}

// Problem says what is wrong with what is entered, "" for nothing.
func (w *Ways) Problem() string {
	for _, p := range w.parts {
		if said := w.problem(p); said != "" {
			return said
		}
	}
	if w.o.Back && w.Left() < 0 {
		return w.says()
	}
	return ""
}

// Parts are the ways of a payment and what each brings, rounding among them; ways without an amount are left out.
func (w *Ways) Parts() []clinic.PaymentPart {
	var out []clinic.PaymentPart
	for _, p := range w.parts {
		if p.way == "" || p.cents == 0 {
			continue
		}
		x := clinic.PaymentPart{Way: p.way, Cents: p.cents}
		if p.credit != nil {
			x.Credit = p.credit.ID
		}
		out = append(out, x)
	}
	if w.rounding != 0 {
		out = append(out, clinic.PaymentPart{Way: clinic.Rounding, Cents: w.rounding})
	}
	return out
}

// FromAccount is what is taken of what stands on the account.
func (w *Ways) FromAccount() int {
	sum := 0
	for _, p := range w.parts {
		if p.way == "" {
			sum += p.cents
		}
	}
	return sum
}

// Fill puts the ways into a charge.
func (w *Ways) Fill(c *clinic.Charge) {
	c.Parts, c.FromAccount, c.Credits = w.Parts(), w.FromAccount(), w.credits
}

// showOffered lists the packages and vouchers that can be used; a tap uses one.
func (w *Ways) showOffered() {
	w.offered.Objects = nil
	for _, c := range w.credits {
		left := w.usedOf(c.ID)
		facts := []string{words.Say(left.Says())}
		if c.Expires != "" {
			facts = append(facts, lang.L("until {{.Day}}", map[string]any{"Day": words.Short(c.Expires)}))
		}
		row := kit.Row{What: c.Name, Beside: c.Code, Quiet: words.Points(facts...), Icon: kit.IconOwed}
		use := func() { w.Use(c) }
		switch {
		case c.Expired(w.o.Today):
			row.Badge, row.Tone, use = lang.L("Expired"), kit.ToneWarning, nil
		case left.Empty():
			use = nil
		}
		w.offered.Add(kit.NewTwoLine(row, use))
	}
	kit.SetHidden(w.offered, len(w.offered.Objects) == 0)
	w.offered.Refresh()
}

// cash says what is given in notes and what goes back.
type cash struct {
	coin   int
	due    int
	change int // of what is given, below nothing where it is too little
	given  *kit.Entry
	notes  *kit.Chips
	says   *kit.Text
	round  *kit.Text
	back   *fyne.Container
	object *fyne.Container
}

func newCash(coin int) *cash {
	c := &cash{coin: coin, says: kit.Heading("").Wrap(), round: kit.QuietText("").Wrap()}
	c.given = kit.NewEntry("0.00", func(string) {
		c.notes.SetChosen()
		c.weigh()
	})
	c.given.Replaces = true
	c.notes = kit.NewChips(nil, func(chosen []string) {
		text := ""
		if len(chosen) > 0 {
			text = chosen[0]
		}
		c.given.Fill(text)
		c.weigh()
	})
	c.back = kit.StackGap(kit.Gap, kit.NewField(lang.L("Cash given"), container.NewVBox(c.notes, c.given)), c.says)
	c.object = kit.StackGap(kit.Gap, c.round, c.back)
	c.object.Hide()
	return c
}

// show asks for what is given for an amount in cash, which a rounding led to.
func (c *cash) show(due, rounding int, back bool) {
	if due != c.due {
		c.due = due
		var options []kit.Option
		for _, n := range notesFor(due) {
			options = append(options, kit.Option{ID: edit.Money(n), Label: clinic.MoneyText(n)})
		}
		c.notes.SetOptions(options)
		c.given.Fill("")
		c.notes.SetChosen()
	}
	c.round.SetText("")
	if rounding != 0 {
		c.round.SetText(lang.L("Rounded to coins by {{.Amount}}", map[string]any{"Amount": clinic.MoneyText(-rounding)}))
	}
	kit.SetHidden(c.round, rounding == 0)
	kit.SetHidden(c.back, back || due <= 0)
	kit.SetHidden(c.object, due <= 0 && rounding == 0)
	c.weigh()
}

func (c *cash) weigh() {
	given, err := edit.Cents("given", c.given.Text)
	said := ""
	c.change = 0
	if given != nil && c.due > 0 {
		c.change = *given - c.due
	}
	switch {
	case err != nil:
		said = words.Error(err)
	case given == nil:
	case *given < c.due:
		said = lang.L("{{.Amount}} is missing", map[string]any{"Amount": clinic.MoneyText(c.due - *given)})
	default:
		said = lang.L("Change: {{.Amount}}", map[string]any{"Amount": clinic.MoneyText(*given - c.due)})
	}
	c.says.SetText(said)
	kit.SetHidden(c.says, said == "")
}

// notesFor are the sums of notes that people give for an amount: no more than four.
func notesFor(cents int) []int {
	var out []int
	for _, note := range []int{500, 1000, 2000, 5000, 10000} {
		n := (cents + note - 1) / note * note
		if n > cents && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return out[:min(len(out), 4)]
}
