package kit

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
	"golang.org/x/text/unicode/norm"
)

// ISODate is how a date is stored: year, month, day.
const ISODate = "2006-01-02"

// DateField asks for a date as it is spoken: day, month, year, typed into three
// fields that go on by themselves. A date pasted into any of them fills all
// three, and what it was taken for is said where it could be taken for another.
// It can show the day in words and the age beside it.
type DateField struct {
	widget.BaseWidget
	// OnChanged is called when what the user typed became another date, or became
	// empty (""), and not while it is half typed or wrong.
	OnChanged func(iso string)

	day, month, year *Entry
	note             *Text
	said             *Text // how what was pasted was read
	problem          *Text
	today            func() time.Time
	age, large       bool
	past             bool
	last             string
}

// NewDateField starts empty. today gives the present, for the age and for years
// of two digits.
func NewDateField(today func() time.Time, onChanged func(iso string)) *DateField {
	d := &DateField{OnChanged: onChanged, today: today}
	d.day = d.part(lang.L("DD"), 2, func() *Entry { return d.month })
	d.month = d.part(lang.L("MM"), 2, func() *Entry { return d.year })
	d.year = d.part(lang.L("YYYY"), 4, func() *Entry { return nil })
	d.note = QuietText("")
	d.said = QuietText("").Wrap()
	d.said.Hide()
	d.problem = newText("", SizeQuiet, fyne.TextStyle{}, ColorError).Wrap()
	d.problem.Hide()
	d.ExtendBaseWidget(d)
	return d
}

// Birth shows the day in words and the age, so that a day and a month changed
// about are seen, refuses dates in the future and returns the field.
func (d *DateField) Birth() *DateField {
	d.age, d.past = true, true
	d.show()
	return d
}

// Large sets the field for a person who is not used to screens, and returns it. It is called before the field is shown.
func (d *DateField) Large() *DateField {
	d.large = true
	for _, e := range []*Entry{d.day, d.month, d.year} {
		e.Large = true
	}
	for _, t := range []*Text{d.note, d.said, d.problem} {
		t.size = SizeHead
	}
	return d
}

// Past refuses dates in the future and returns the field.
func (d *DateField) Past() *DateField {
	d.past = true
	return d
}

func (d *DateField) part(hint string, digits int, next func() *Entry) *Entry {
	e := NewEntry(hint, nil)
	e.OnChanged = func(s string) {
		e.arrived = false
		if clean := keepDigits(s, digits); clean != s {
			e.Fill(clean)
			s = clean
		}
		d.say("")
		d.show()
		d.report()
		if n := next(); n != nil && len(s) == digits && e.Caret() >= digits {
			Focus(n)
			n.arrived = true
		}
	}
	e.OnPaste = func(s string) bool {
		if t := strings.TrimSpace(s); len(t) <= digits && keepDigits(t, digits) == t {
			return false
		}
		d.paste(s)
		return true
	}
	e.OnLeave = func(string) {
		e.arrived = false
		d.left()
	}
	e.OnKey = func(k fyne.KeyName) bool {
		if k == fyne.KeyBackspace && e.Text == "" {
			d.back(e)
			return true
		}
		return false
	}
	return e
}

// paste takes a whole date. What is none changes nothing.
func (d *DateField) paste(s string) {
	iso, how, ok := ParseDate(s, d.today(), d.ahead())
	if !ok {
		d.complain(lang.L("What was pasted is no date that can be read here. Type the day, the month and the year."))
		return
	}
	d.fill(iso)
	words := map[string]any{"Text": strings.TrimSpace(s), "Date": inWords(iso)}
	switch how {
	case ReadDayFirst:
		d.say(lang.L("{{.Text}} was read with the day first: {{.Date}}.", words))
	case ReadMonthFirst:
		d.say(lang.L("{{.Text}} was read with the month first: {{.Date}}.", words))
	case ReadCount:
		d.say(lang.L("{{.Text}} was read as a spreadsheet counts days: {{.Date}}.", words))
	default:
		d.say("")
	}
	d.show()
	d.report()
	d.left()
}

// say tells how what was pasted was read.
func (d *DateField) say(sentence string) {
	if d.said.Text() == sentence {
		return
	}
	d.said.SetText(sentence)
	d.said.Hidden = sentence == ""
	d.Refresh()
}

func inWords(iso string) string {
	t, err := time.Parse(ISODate, iso)
	if err != nil {
		return ""
	}
	return t.Format("2 January 2006")
}

// back goes to the field before with Backspace in an empty one.
func (d *DateField) back(from *Entry) {
	switch from {
	case d.year:
		Focus(d.month)
	case d.month:
		Focus(d.day)
	}
}

func keepDigits(s string, n int) string {
	var b strings.Builder
	for _, r := range s {
		if r >= '0' && r <= '9' && b.Len() < n {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// ErrNoDate says that nothing was typed.
var ErrNoDate = errors.New("no date")

// Date is the stored form, "2006-01-02". It is ErrNoDate when nothing was typed,
// and a sentence for the user when what was typed is not an allowed date.
func (d *DateField) Date() (string, error) {
	day, month, year := d.day.Text, d.month.Text, d.year.Text
	if day == "" && month == "" && year == "" {
		return "", ErrNoDate
	}
	if day == "" || month == "" || year == "" {
		return "", errors.New(lang.L("Enter the day, the month and the year."))
	}
	iso, ok := civil(year, month, day, d.today(), d.ahead())
	if !ok {
		return "", errors.New(lang.L("There is no such day. Check the day and the month."))
	}
	if d.past && iso > d.today().Format(ISODate) {
		return "", errors.New(lang.L("This date is in the future."))
	}
	if iso < "1880" {
		return "", errors.New(lang.L("Check the year."))
	}
	return iso, nil
}

// SetDate shows a stored date, or nothing for "", without calling OnChanged.
func (d *DateField) SetDate(iso string) {
	d.fill(iso)
	d.last = iso
	d.say("")
	d.problem.SetText("")
	d.problem.Hide()
	d.show()
}

func (d *DateField) fill(iso string) {
	day, month, year := "", "", ""
	if t, err := time.Parse(ISODate, iso); err == nil {
		day, month, year = t.Format("02"), t.Format("01"), t.Format("2006")
	}
	d.day.Fill(day)
	d.month.Fill(month)
	d.year.Fill(year)
}

// First is the day's field, for giving it the keyboard.
func (d *DateField) First() *Entry { return d.day }

// Disable shows the date only.
func (d *DateField) Disable() {
	for _, e := range []*Entry{d.day, d.month, d.year} {
		e.Disable()
	}
}

// Enable lets the user change the date.
func (d *DateField) Enable() {
	for _, e := range []*Entry{d.day, d.month, d.year} {
		e.Enable()
	}
}

// show brings the age and the sentence up to date while typing.
func (d *DateField) show() {
	iso, err := d.Date()
	note := ""
	if err == nil && d.age {
		note = lang.L("{{.Day}}, {{.Age}}", map[string]any{"Day": inWords(iso), "Age": Age(iso, d.today())})
	}
	d.note.SetText(note)
	if err == nil || errors.Is(err, ErrNoDate) {
		d.complain("")
	}
}

// report tells of a changed date.
func (d *DateField) report() {
	iso, err := d.Date()
	if err != nil && !errors.Is(err, ErrNoDate) || iso == d.last {
		return
	}
	if iso != "" && len(d.year.Text) < 4 {
		return
	}
	d.last = iso
	if d.OnChanged != nil {
		d.OnChanged(iso)
	}
}

// left completes a year of two digits and says what is wrong, when a field is
// left and not on the way from one to the next.
func (d *DateField) left() {
	if len(d.year.Text) == 2 {
		if iso, ok := civil(d.year.Text, d.month.Text, d.day.Text, d.today(), d.ahead()); ok {
			d.fill(iso)
			d.show()
			d.report()
		}
	}
	if _, err := d.Date(); err != nil && !errors.Is(err, ErrNoDate) && d.day.Text != "" && d.month.Text != "" && d.year.Text != "" {
		d.complain(err.Error())
	}
}

func (d *DateField) complain(sentence string) {
	if d.problem.Text() == sentence {
		return
	}
	d.problem.SetText(sentence)
	d.problem.Hidden = sentence == ""
	d.Refresh()
}

// CreateRenderer is part of fyne.Widget.
func (d *DateField) CreateRenderer() fyne.WidgetRenderer {
	two, four := float32(72), float32(96)
	if d.large {
		two, four = 88, 120
	}
	row := container.NewHBox(MinWidth(two, d.day), MinWidth(two, d.month), MinWidth(four, d.year), container.NewCenter(d.note))
	return widget.NewSimpleRenderer(StackGap(Gap/2, row, d.said, d.problem))
}

// yearsAhead is how far ahead a year of two digits may lie where dates to come are
// asked for: a review or a goal is years away at most.
const yearsAhead = 20

func (d *DateField) ahead() int {
	if d.past {
		return 0
	}
	return yearsAhead
}

// civil reads a date from its parts. A year of two digits is the last such year
// in which the day is not more than some years ahead: without any, it has been.
func civil(year, month, day string, today time.Time, ahead int) (string, bool) {
	y, errY := strconv.Atoi(year)
	m, errM := strconv.Atoi(month)
	n, errD := strconv.Atoi(day)
	if errY != nil || errM != nil || errD != nil || (len(year) != 2 && len(year) != 4) {
		return "", false
	}
	if len(year) == 2 {
		latest := today.Year() + ahead
		y += latest / 100 * 100
		if y > latest || y == latest && ahead == 0 && (m > int(today.Month()) || m == int(today.Month()) && n > today.Day()) {
			y -= 100
		}
	}
	t := time.Date(y, time.Month(m), n, 0, 0, 0, 0, time.UTC)
	if t.Day() != n || int(t.Month()) != m || t.Year() != y {
		return "", false
	}
	return t.Format(ISODate), true
}

// Reading is how a written date was understood.
type Reading int

// The readings. A text that can be understood in one way only is ReadAsWritten.
const (
	ReadAsWritten  Reading = iota
	ReadDayFirst           // digits that are another day with the month first
	ReadMonthFirst         // digits that are no day with the day first
	ReadCount              // the number of a day, as spreadsheets count
)

// clockTime is the time of the day that a program writes after a date.
var clockTime = regexp.MustCompile(`^(.*[0-9])(T| +)[0-9]{1,2}:[0-9]{2}.*$`)

// firstCounted is the earliest day that all spreadsheets count alike, 1 March 1900,
// as the number they give it; countFrom is the day with the number 0 of those after it.
const firstCounted = 61

var countFrom = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// ParseDate reads a date in the forms people paste: 1984-03-12, 12/3/1984,
// 12.03.84, 12-Mar-84, March 12, 1984, and as other programs write them:
// 1984-03-12T00:00:00Z, or the number that a spreadsheet has for the day. Numbers
// are day before month unless the year stands first or they are a day the other
// way only. A year of two digits lies at most so many years ahead.
func ParseDate(s string, today time.Time, ahead int) (iso string, how Reading, ok bool) {
	s = strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Pd, r):
			return '-'
		case unicode.Is(unicode.Cf, r): // not seen, but copied along
			return -1
		}
		return r
	}, norm.NFKC.String(s)))
	s = strings.TrimSpace(clockTime.ReplaceAllString(s, "$1"))
	onlyDigits := keepDigits(s, len(s)) == s
	if onlyDigits && len(s) == 5 {
		iso, ok = counted(s, today.AddDate(ahead, 0, 0))
		return iso, ReadCount, ok
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("/-. ,\t", r) })
	if len(parts) == 1 && onlyDigits && len(s) == 8 {
		parts = []string{s[:2], s[2:4], s[4:]}
	}
	if len(parts) == 4 && weekday(parts[0]) {
		parts = parts[1:]
	}
	if len(parts) != 3 {
		return "", how, false
	}
	day, month, year := parts[0], parts[1], parts[2]
	digits := true
	switch {
	case len(day) == 4 && keepDigits(day, 4) == day:
		day, year = year, day
		digits = false // there is one order only
	case monthNumber(day) != "":
		day, month = month, day
	}
	if n := monthNumber(month); n != "" {
		month, digits = n, false
	}
	for _, suffix := range []string{"st", "nd", "rd", "th"} {
		day = strings.TrimSuffix(strings.ToLower(day), suffix)
	}
	if len(day) > 2 || len(month) > 2 {
		return "", how, false
	}
	iso, ok = civil(year, month, day, today, ahead)
	if digits {
		switch other, possible := civil(year, day, month, today, ahead); {
		case !ok && possible:
			return other, ReadMonthFirst, true
		case ok && possible && other != iso:
			how = ReadDayFirst
		}
	}
	return iso, how, ok
}

// counted is the day that a spreadsheet has this number for, when it is not after latest.
func counted(number string, latest time.Time) (string, bool) {
	n, err := strconv.Atoi(number)
	day := countFrom.AddDate(0, 0, n)
	if err != nil || n < firstCounted || day.After(latest) {
		return "", false
	}
	return day.Format(ISODate), true
}

// weekday reports whether a word is the name of a day of the week, of which three letters are enough.
func weekday(s string) bool {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if len(s) >= 3 && strings.HasPrefix(strings.ToLower(d.String()), strings.ToLower(strings.TrimSuffix(s, "."))) {
			return true
		}
	}
	return false
}

// monthNumber is "3" for "Mar" or "March", "" for anything else.
func monthNumber(s string) string {
	s = strings.ToLower(s)
	if len(s) < 3 {
		return ""
	}
	for m := time.January; m <= time.December; m++ {
		if strings.HasPrefix(strings.ToLower(m.String()), s) {
			return strconv.Itoa(int(m))
		}
	}
	return ""
}

// Age is how old somebody born on a date is: in days in the first month, in
// months up to two years, then in years. It is "" for a date in the future or no
// date.
func Age(iso string, today time.Time) string {
	born, err := time.Parse(ISODate, iso)
	if err != nil || iso > today.Format(ISODate) {
		return ""
	}
	now := time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, time.UTC)
	months := (now.Year()-born.Year())*12 + int(now.Month()) - int(born.Month())
	if now.Day() < born.Day() {
		months--
	}
	switch {
	case months < 1:
		n := int(now.Sub(born).Hours() / 24)
		return lang.N("{{.Days}} days", n, map[string]any{"Days": n})
	case months < 24:
		return lang.N("{{.Months}} months", months, map[string]any{"Months": months})
	default:
		return lang.N("{{.Years}} years", months/12, map[string]any{"Years": months / 12})
	}
}
