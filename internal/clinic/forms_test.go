package clinic

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"regimen/internal/anatomy"
	"regimen/internal/table"
	"regimen/resources"
)

func form(t testing.TB, text string) *Form {
	t.Helper()
	f, _, err := ReadForm("test.tsv", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// head is what every form has.
const head = "code\tx\ntitle\tX\nabout\tHow you are.\nlicence\tOurs\nsource\tA paper\n"

func itemRows(n int) string { return strings.Repeat("item\tHow is it?\n", n) }

const ten = "item\tHow is it?\t0=a; 1=b; 2=c; 3=d; 4=e; 5=f\n"

// TestScore holds the rules against values worked by hand from the published ones.
func TestScore(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	odi := form(t, head+"answer\tchoice\nscoring\tpercent\nmissing\tfill\nleast\t1\n"+strings.Repeat(ten, 10))
	ndi := form(t, head+"answer\tchoice\nscoring\tsum\nmissing\tfill\nleast\t8\n"+strings.Repeat(ten, 10))
	quick := form(t, head+"answer\tchoice\nchoices\t1=a; 2=b; 3=c; 4=d; 5=e\nscoring\tmean\nmissing\tfill\nleast\t10\nshift\t-1\nscale\t25\n"+itemRows(11))
	reversed := form(t, head+"answer\t0-10\nlow\tNo\nhigh\tYes\nscoring\tsum\nmissing\tall\nitem\tHow is it?\nitem\tAnd that?\t\treversed\n")
	yes := form(t, head+"answer\tyes-no\nscoring\tsum\nmissing\tzero\n"+itemRows(4))
	ticks := func(n int) []string {
		out := make([]string, 24)
		for i := range n {
			out[i] = "1"
		}
		return out
	}
	fill := func(n int, s string) []string { return slices.Repeat([]string{s}, n) }
	for _, x := range []struct {
		name    string
		f       *Form
		answers []string
		want    float64
		ok      bool
	}{
		{"NPRS", cat.Form("nprs"), []string{"7"}, 7, true},
		{"NPRS missing", cat.Form("nprs"), []string{""}, 0, false},
		{"VAS", cat.Form("vas"), []string{"43"}, 43, true},
		{"GROC worse", cat.Form("groc"), []string{"-3"}, -3, true},
		{"GROC beyond", cat.Form("groc"), []string{"-6"}, 0, false},
		{"PEG", cat.Form("peg"), []string{"7", "5", "6"}, 6, true},
		{"PEG to a tenth", cat.Form("peg"), []string{"7", "5", "5"}, 5.7, true},
		{"PEG needs all three", cat.Form("peg"), []string{"7", "", "6"}, 0, false},
		{"PEG short", cat.Form("peg"), []string{"7"}, 0, false},
		{"RMDQ none", cat.Form("rmdq"), make([]string, 24), 0, true},
		{"RMDQ nothing stored", cat.Form("rmdq"), nil, 0, true},
		{"RMDQ nine", cat.Form("rmdq"), ticks(9), 9, true},
		{"RMDQ all", cat.Form("rmdq"), ticks(24), 24, true},
		{"PSFS", cat.Form("psfs"), []string{"3", "5", "6"}, 4.7, true},
		{"PSFS two are too few", cat.Form("psfs"), []string{"3", "5"}, 0, false},
		{"PSFS three of four", cat.Form("psfs"), []string{"3", "", "5", "4"}, 4, true},
		{"PSFS none", cat.Form("psfs"), nil, 0, false},
		{"ODI", odi, fill(10, "2"), 40, true},
		{"ODI nine answered", odi, append(fill(9, "2"), ""), 40, true}, // 100 × 18 / 45
		{"ODI thirds", odi, append(fill(9, "0"), "5"), 10, true},
		{"ODI nothing", odi, fill(10, ""), 0, false},
		{"NDI", ndi, fill(10, "3"), 30, true},
		{"NDI two missing", ndi, append(fill(8, "3"), "", ""), 30, true}, // 24 / 8 × 10
		{"NDI three missing", ndi, append(fill(7, "3"), "", "", ""), 0, false},
		{"QuickDASH least", quick, fill(11, "1"), 0, true},
		{"QuickDASH", quick, append(fill(10, "3"), ""), 50, true},
		{"QuickDASH uneven", quick, append(fill(10, "2"), "5"), 31.8, true}, // (25/11 − 1) × 25
		{"QuickDASH two missing", quick, append(fill(9, "3"), "", ""), 0, false},
		{"reversed", reversed, []string{"2", "3"}, 9, true},
		{"yes and no", yes, []string{"1", "0", "", "1"}, 2, true},
		{"not an answer", yes, []string{"2", "x", "0.5", "1"}, 1, true},
		{"only the total is known", cat.Form("odi"), []string{"1"}, 0, false},
	} {
		if got, ok := x.f.Score(x.answers); got != x.want || ok != x.ok {
			t.Errorf("%s: %v %v, want %v %v", x.name, got, ok, x.want, x.ok)
		}
	}
}

// Whatever was answered, a total is within what the form can come to, and so within its measure.
func TestScoreStaysInRange(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	rapid.Check(t, func(t *rapid.T) {
		f := &cat.Forms[rapid.IntRange(0, len(cat.Forms)-1).Draw(t, "form")]
		n := len(f.Items)
		if f.Scoring == ScoreActivities {
			n = rapid.IntRange(0, MostActivities).Draw(t, "activities")
		}
		answers := make([]string, n)
		for i := range answers {
			answers[i] = rapid.SampledFrom([]string{"", "0", "1", "5", "10", "-5", "99", "x"}).Draw(t, "answer")
		}
		total, ok := f.Score(answers)
		if !ok {
			return
		}
		if low, high := f.bounds(); total < low || total > high {
			t.Fatalf("%s: %v is outside %v to %v", f.Code, total, low, high)
		}
		if me := cat.Measure(f.measure()); total < me.Low || total > me.High {
			t.Fatalf("%s: %v is no %s", f.Code, total, me.Code)
		}
	})
}

func TestShippedForms(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	atlas := atlas(t)
	parts := map[string]bool{ForAnyone: true, ForReview: true}
	for _, s := range atlas.Structures() {
		parts[s.Part] = true
	}
	fillable := []string{}
	for _, f := range cat.Forms {
		if f.Fillable() {
			fillable = append(fillable, f.Code)
		} else if len(f.Items) > 0 || f.Instructions != "" {
			t.Errorf("%s: the text of a form we have no licence for is there", f.Code)
		}
		if len(f.Measures) == 0 {
			t.Errorf("%s has no measure", f.Code)
		}
		for _, p := range f.For {
			if !parts[p] {
				t.Errorf("%s is for %q, which is no part of the body", f.Code, p)
			}
		}
	}
	slices.Sort(fillable)
	if want := []string{"groc", "nprs", "peg", "psfs", "rmdq", "vas"}; !slices.Equal(fillable, want) {
		t.Errorf("forms with their text: %v, want %v", fillable, want)
	}
	for _, code := range []string{"odi", "ndi", "quickdash", "lefs", "llis", "ompsq-sf", "dass21"} {
		if cat.Form(code) == nil {
			t.Errorf("%s is missing", code)
		}
	}
	if f := cat.Form("rmdq"); len(f.Items) != 24 || f.Items[23].Text != "I stay in bed most of the time because of my back." || f.Credit == "" {
		t.Errorf("the Roland–Morris questionnaire is not the published one: %d statements", len(f.Items))
	}
}

func TestBrokenForms(t *testing.T) {
	t.Parallel()
	body := "answer\t0-10\nscoring\tsum\nmissing\tall\n" + itemRows(2)
	for name, x := range map[string][2]string{
		"unknown scoring":   {strings.Replace(head+body, "sum", "median", 1), `"median" is not one of`},
		"unknown word":      {head + body + "colour\tred\n", "the word is not known"},
		"twice":             {head + body + "title\tY\n", "twice"},
		"no title":          {strings.Replace(head+body, "title\tX\n", "", 1), "it is missing"},
		"no items":          {head + "answer\t0-10\nscoring\tsum\nmissing\tall\n", "there are no items"},
		"nothing to choose": {head + "answer\tchoice\nscoring\tsum\nmissing\tall\nitem\tHow?\n", "nothing to choose"},
		"bad choice":        {head + "answer\tchoice\nscoring\tsum\nmissing\tall\nitem\tHow?\ta; b\n", "is not a number"},
		"choice twice":      {head + "answer\tchoice\nscoring\tsum\nmissing\tall\nitem\tHow?\t1=a; 1=b\n", "twice"},
		"total with items":  {head + "scoring\ttotal\nmeasure\todi\n" + itemRows(1), "no items"},
		"two singles":       {strings.Replace(head+body, "sum", "single", 1), "one item"},
		"least too high":    {head + body + "least\t3\n", "from 0 to 2"},
		"fill from none":    {strings.Replace(head+body, "all", "fill", 1), "how many items"},
		"blank tick":        {strings.Replace(head+body, "0-10", "tick", 1), "counts as 0"},
		"not a number":      {head + body + "scale\tNaN\n", "is not a number"},
		"code with a path":  {strings.Replace(head+body, "code\tx", "code\t../x", 1), "may not hold"},
		"not text":          {"code\t\xff", "UTF-8"},
	} {
		_, _, err := ReadForm("bad.tsv", []byte(x[0]))
		var wrong *table.Error
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), x[1]) || wrong.File != "bad.tsv" {
			t.Errorf("%s: %v, want %q", name, err, x[1])
		}
	}
}

// A clinic's own forms are added; a broken one is named and left out, and the rest works.
func TestOwnForms(t *testing.T) {
	t.Parallel()
	cat, err := LoadCatalogue(resources.Catalogue)
	if err != nil {
		t.Fatal(err)
	}
	odi := strings.Replace(head, "code\tx", "code\todi", 1) + "answer\tchoice\nscoring\tpercent\nmissing\tfill\nleast\t8\nmeasure\todi\n" + strings.Repeat(ten, 10)
	own := strings.Replace(head, "code\tx", "code\tours", 1) + "answer\t0-10\nscoring\tsum\nmissing\tall\nbetter\thigher\nmdc\t4\nunit\t/20\n" + itemRows(2)
	cat.AddForms(fstest.MapFS{
		"odi.tsv":   {Data: []byte(odi)},
		"ours.tsv":  {Data: []byte(own)},
		"rmdq.tsv":  {Data: []byte(strings.Replace(own, "code\tours", "code\trmdq", 1))},
		"bad.tsv":   {Data: []byte(strings.Replace(own, "\tsum", "\tmagic", 1))},
		"wide.tsv":  {Data: []byte(strings.Replace(strings.Replace(own, "ours", "wide", 1), "better\thigher\nmdc\t4\nunit\t/20", "measure\tpeg", 1))},
		"huge.tsv":  {Data: make([]byte, maxFormBytes+1)},
		"notes.txt": {Data: []byte("nothing to do with it")},
	})
	left := cat.LeftOut
	if len(left) != 4 {
		t.Errorf("left out: %v", left)
	}
	for _, name := range []string{"rmdq.tsv", "bad.tsv", "wide.tsv", "huge.tsv"} {
		if !slices.ContainsFunc(left, func(err error) bool { return strings.Contains(err.Error(), name) }) {
			t.Errorf("%s is not named in %v", name, left)
		}
	}
	if f := cat.Form("odi"); !f.Fillable() || !f.Own || len(f.Items) != 10 {
		t.Errorf("the clinic's ODI: %+v", f)
	}
	if f, me := cat.Form("ours"), cat.Measure("ours"); f == nil || me == nil || me.High != 20 || me.MDC != 4 || me.LowerIsBetter || me.Write(7) != "7/20" {
		t.Errorf("the clinic's own: %+v, %+v", f, me)
	}
	if cat.Form("rmdq").Own {
		t.Error("a form with its text was replaced")
	}
	before := len(left)
	if cat.AddForms(fstest.MapFS{}); len(cat.LeftOut) != before {
		t.Errorf("no folder: %v", cat.LeftOut)
	}
}

func FuzzReadForm(f *testing.F) {
	f.Add([]byte(head + "answer\t0-10\nscoring\tsum\nmissing\tall\n" + itemRows(2)))
	f.Add([]byte(head + "answer\tchoice\nchoices\t0=a;1=b\nscoring\tpercent\nmissing\tfill\nleast\t1\nbetter\tlower\nitem\tHow?\t\treversed\n"))
	f.Add([]byte(head + "scoring\ttotal\nmeasure\ta;b\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		form, m, err := ReadForm("fuzz.tsv", text)
		if err != nil {
			return
		}
		low, high := form.bounds()
		if m != nil && (m.Low != low || m.High != high || low >= high) {
			t.Fatalf("the measure is from %v to %v, the total from %v to %v", m.Low, m.High, low, high)
		}
		answers := make([]string, len(form.Items))
		for i := range answers {
			lo, hi := form.Range(i)
			if answers[i] = number(hi); i%2 == 0 {
				answers[i] = number(lo)
			}
			if _, ok := form.Value(i, answers[i]); !ok {
				t.Fatalf("the ends of item %d are no answers to it", i)
			}
		}
		if form.Scoring == ScoreActivities || form.Scoring == ScoreTotal {
			return
		}
		if total, ok := form.Score(answers); !ok || total < low || total > high {
			t.Fatalf("answered throughout, the total is %v %v of %v to %v", total, ok, low, high)
		}
	})
}

// formBench is an assessment to fill forms in.
func formBench(t testing.TB) (Env, *Catalogue, *Chart, *Assessment) {
	t.Helper()
	now := time.Date(2025, 3, 4, 9, 30, 0, 0, time.UTC)
	n := 0
	env := Env{Now: func() time.Time { return now }, Actor: Actor{Name: "Robin Hale"}, NewID: func() string {
		n++
		return "id-" + strconv.Itoa(n)
	}}
	a := Assessment{ID: "a2", PatientID: "p", Date: "2025-03-04"}
	return env, catalogue(t), &Chart{Patient: Patient{ID: "p"}, Assessments: []Assessment{{ID: "a1", PatientID: "p", Date: "2025-02-01"}, a}}, &a
}

func TestFillInAForm(t *testing.T) {
	t.Parallel()
	env, cat, chart, a := formBench(t)
	peg := cat.Form("peg")
	x, op := StartForm(env, chart, peg, a.ID, "", ByPatient)
	if op.Empty() || op.Scope != x.ID || len(x.Answers) != 3 || x.FilledBy != ByPatient || x.Date != "2025-03-04" {
		t.Fatalf("begun: %+v, %+v", x, op)
	}
	chart = chart.With(op.Put, nil)
	if again, op := StartForm(env, chart, peg, a.ID, "", ByPatient); again.ID != x.ID || !op.Empty() {
		t.Errorf("begun twice: %+v", again)
	}
	for i, answer := range []string{"7", "5", "5"} {
		op, err := AnswerForm(peg, *x, i, answer)
		if err != nil {
			t.Fatal(err)
		}
		x = op.Put[0].(*FormAnswers)
	}
	for _, bad := range []string{"11", "-1", "x", "3.5"} {
		if _, err := AnswerForm(peg, *x, 0, bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
	if _, err := AnswerForm(peg, *x, 3, "1"); err == nil {
		t.Error("a fourth answer was taken")
	}
	chart = chart.With([]Record{x, &Measurement{ID: "m", PatientID: "p", AssessmentID: a.ID, Measure: "peg", Side: anatomy.Midline, Value: 9, Date: a.Date}}, nil)
	op, err := FinishForm(env, cat, chart, peg, *x)
	if err != nil || len(op.Put) != 2 {
		t.Fatalf("finished: %+v, %v", op, err)
	}
	done, m := op.Put[0].(*FormAnswers), op.Put[1].(*Measurement)
	if done.Total == nil || *done.Total != 5.7 || done.FinishedAt.IsZero() || m.Value != 5.7 || m.ID != "m" || m.Side != anatomy.Midline {
		t.Errorf("finished: %+v, %+v", done, m)
	}
	for _, err := range []error{
		func() error { _, err := AnswerForm(peg, *done, 0, "1"); return err }(),
		func() error { _, err := FinishForm(env, cat, chart, peg, *done); return err }(),
		func() error { _, err := DiscardForm(peg, *done); return err }(),
	} {
		if !errors.Is(err, ErrLocked) {
			t.Errorf("what was handed back was changed: %v", err)
		}
	}
	x.Answers = []string{"7", "", ""}
	if op, err := FinishForm(env, cat, chart, peg, *x); err != nil || len(op.Put) != 1 || op.Put[0].(*FormAnswers).Total != nil {
		t.Errorf("too few answers: %+v, %v", op, err)
	}
}

// The patient's own activities are asked again, each is kept, and the total is their mean.
func TestActivitiesForm(t *testing.T) {
	t.Parallel()
	env, cat, chart, a := formBench(t)
	psfs := cat.Form("psfs")
	for i, item := range []string{"Lift my grandson", "Sleep on the left"} {
		chart = chart.With([]Record{&Measurement{ID: "m" + strconv.Itoa(i), PatientID: "p", AssessmentID: "a1", Measure: "psfs", Item: item, Side: anatomy.Midline, Value: 3, Date: "2025-02-01"}}, nil)
	}
	x, _ := StartForm(env, chart, psfs, a.ID, "", ByTherapist)
	if !slices.Equal(x.Activities, []string{"Lift my grandson", "Sleep on the left"}) || !slices.Equal(x.Answers, []string{"", ""}) {
		t.Fatalf("asked again: %q", x.Activities)
	}
	op, err := AddActivity(psfs, *x, "  Walk   to work ")
	if err != nil {
		t.Fatal(err)
	}
	x = op.Put[0].(*FormAnswers)
	for _, bad := range []string{"", " ", "walk to WORK"} {
		if _, err := AddActivity(psfs, *x, bad); err == nil {
			t.Errorf("%q was added", bad)
		}
	}
	if op, err := RemoveActivity(psfs, *x, 1); err != nil || !slices.Equal(op.Put[0].(*FormAnswers).Activities, []string{"Lift my grandson", "Walk to work"}) {
		t.Errorf("taken away: %+v, %v", op, err)
	}
	for i, score := range []string{"4", "6", "8"} {
		op, err := AnswerForm(psfs, *x, i, score)
		if err != nil {
			t.Fatal(err)
		}
		x = op.Put[0].(*FormAnswers)
	}
	op, err = FinishForm(env, cat, chart, psfs, *x)
	if err != nil || len(op.Put) != 4 || *op.Put[0].(*FormAnswers).Total != 6 {
		t.Fatalf("finished: %+v, %v", op, err)
	}
	if m := op.Put[3].(*Measurement); m.Item != "Walk to work" || m.Value != 8 || m.Protocol != "psfs" || m.AssessmentID != a.ID {
		t.Errorf("kept: %+v", m)
	}
}

func TestRecordTotal(t *testing.T) {
	t.Parallel()
	env, cat, chart, a := formBench(t)
	op, err := RecordTotal(env, cat, chart, a.ID, "odi", 34, "2025-03-01", " On paper ")
	if err != nil || op.Scope != a.ID {
		t.Fatalf("%+v, %v", op, err)
	}
	if m := op.Put[0].(*Measurement); m.Value != 34 || m.Date != "2025-03-01" || m.Tool != "On paper" || m.AssessmentID != a.ID {
		t.Errorf("kept: %+v", m)
	}
	if _, err := RecordTotal(env, cat, chart, a.ID, "odi", 134, "2025-03-01", ""); err == nil {
		t.Error("134 % was taken")
	}
	if _, err := RecordTotal(env, cat, chart, a.ID, "odi", 34, "2025-03-05", ""); err == nil {
		t.Error("a day to come was taken")
	}
}

func TestFormStates(t *testing.T) {
	t.Parallel()
	_, cat, chart, a := formBench(t)
	chart = chart.With([]Record{
		&Finding{ID: "f", PatientID: "p", AssessmentID: a.ID, Structure: "quadratus", Side: anatomy.Left, Type: "pain", Source: ByPatient},
		&FormAnswers{ID: "d", PatientID: "p", AssessmentID: a.ID, Form: "vas"},
		&FormAnswers{ID: "e", PatientID: "p", AssessmentID: "a1", Form: "peg", FinishedAt: time.Now()},
		&Measurement{ID: "m", PatientID: "p", AssessmentID: "a1", Measure: "odi", Side: anatomy.Midline, Value: 40, Date: "2025-02-01"},
		&Plan{ID: "l", PatientID: "p", Lineage: "l", Version: 1},
		&Goal{ID: "g", PatientID: "p", PlanID: "l", Measure: "lefs", Side: anatomy.Midline},
	}, nil)
	want := map[string]string{
		"vas": BecauseBegun, "peg": BecauseBefore, "odi": BecauseBefore, "lefs": BecauseGoal, "rmdq": BecausePart, "psfs": BecauseAnyone,
		"groc": BecauseReview, "ndi": "", "dass21": "",
	}
	states := FormStates(cat, chart, a, func(string) string { return "Low back" })
	for i, s := range states {
		if reason, ok := want[s.Form.Code]; ok && s.Reason != reason {
			t.Errorf("%s: %q, want %q", s.Form.Code, s.Reason, reason)
		}
		if i > 0 && s.Reason != "" && states[i-1].Reason == "" {
			t.Errorf("%s stands after what is not suggested", s.Form.Code)
		}
		if s.Form.Code == "odi" && (len(s.Series) != 1 || len(s.Series[0].Points) != 1) {
			t.Errorf("the course of the ODI: %+v", s.Series)
		}
	}
	// In a review in which nothing is marked yet, what was found the time before counts.
	review := &Assessment{ID: "a3", PatientID: "p", Date: "2025-04-01"}
	chart = chart.With([]Record{review}, nil)
	for _, s := range FormStates(cat, chart, review, func(string) string { return "Low back" }) {
		if s.Form.Code == "rmdq" && s.Reason != BecausePart {
			t.Errorf("in the review: %q", s.Reason)
		}
	}
	if states[0].Draft == nil || states[0].Form.Code != "vas" {
		t.Errorf("first: %+v", states[0])
	}
}
