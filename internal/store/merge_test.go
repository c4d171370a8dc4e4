package store

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regimen/internal/clinic"
)

// sides draws a record as two people found it, as each left it, and how each field came out: whether mine
// and theirs changed it.
func sides(t *rapid.T, k clinic.Kind) (base, mine, theirs clinic.Record) {
	table := tableOf(k)
	base = fill(t, k)
	others := []clinic.Record{fill(t, k), fill(t, k)}
	mine, theirs = clinic.WithFields(base, base, nil), clinic.WithFields(base, base, nil)
	for _, c := range table.columns {
		if c.name == "id" {
			continue
		}
		field := []string{c.name}
		switch rapid.IntRange(0, 5).Draw(t, "who changes "+c.name) {
		case 0:
			mine = clinic.WithFields(mine, others[0], field)
		case 1:
			theirs = clinic.WithFields(theirs, others[0], field)
		case 2:
			mine, theirs = clinic.WithFields(mine, others[0], field), clinic.WithFields(theirs, others[0], field)
		case 3:
			mine, theirs = clinic.WithFields(mine, others[0], field), clinic.WithFields(theirs, others[1], field)
		}
	}
	return base, mine, theirs
}

func valuesOf(t rapid.TB, r clinic.Record) []any {
	v, err := tableOf(r.Kind()).values(r)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// What one side alone changed ends as that side has it, what both changed alike is no difference, and what
// both changed differently stays theirs and is told, but for lists of words, which are brought together. Where
// both together would break a rule, theirs stays whole and all of mine is told.
func TestMergeOfEveryKind(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.SampledFrom(clinic.Kinds()).Draw(t, "kind")
		table := tableOf(k)
		base, mine, theirs := sides(t, k)
		was, wanted, found := valuesOf(t, base), valuesOf(t, mine), valuesOf(t, theirs)
		ref := clinic.RefTo(base)
		c := change{table: table, ref: ref, before: theirs, after: mine, old: slices.Clone(found), new: slices.Clone(wanted)}
		d, err := c.reconcile(Submission{ID: "x", Op: clinic.Operation{Label: clinic.Say("Write")}, Base: map[clinic.Ref]clinic.Record{ref: base}},
			func(of []change) error { return clinic.Keepable(of[0].after) })
		if err != nil {
			t.Fatal(err)
		}
		merged := slices.Clone(found)
		var both, own []string
		for i, col := range table.columns {
			iDid, theyDid := wanted[i] != was[i], found[i] != was[i]
			switch {
			case iDid && !theyDid:
				merged[i] = wanted[i]
			case iDid && wanted[i] != found[i]:
				if list, ok := mergeLists(was[i], wanted[i], found[i]); ok { // see TestMergeLists
					merged[i] = list
				} else {
					both = append(both, col.name)
				}
			}
			if iDid && wanted[i] != found[i] {
				own = append(own, col.name)
			}
		}
		together, err := table.record(merged)
		if err != nil {
			t.Fatal(err)
		}
		if clinic.Keepable(together) != nil {
			merged, both = found, own
		}
		if k.Row().ClosedByItself && clinic.Closes(theirs, mine) && !slices.Equal(was, found) {
			// What is closed is what its maker saw, and nothing that somebody else wrote into it.
			merged, both = found, nil
			for i, col := range table.columns {
				if wanted[i] != found[i] {
					both = append(both, col.name)
				}
			}
		}
		if !reflect.DeepEqual(c.new, merged) {
			t.Errorf("%s: base %v, mine %v, theirs %v became %v, not %v", k, was, wanted, found, c.new, merged)
		}
		switch {
		case d == nil && len(both) > 0:
			t.Errorf("no difference is told of %v", both)
		case d != nil && (!slices.Equal(d.Fields, both) || d.Base != base || d.Mine != mine || d.Theirs != theirs):
			t.Errorf("the difference is of %v, not %v", d.Fields, both)
		}
	})
}

// A submission that is handed in again changes nothing and tells the same, also when it is one of those
// that leave nothing in the history.
func TestHandedInTwice(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		id := fmt.Sprintf("p%d", n)
		words := func(name string) string { return rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, name) }
		make := func(who string) *clinic.Session {
			return &clinic.Session{ID: "s" + id, PatientID: id, Number: 1, Date: "2026-03-02", Subjective: words(who + "'s subjective"), Objective: words(who + "'s objective"), CreatedAt: day}
		}
		base, mine, theirs := make("base"), make("my"), make("their")
		ref := clinic.RefTo(base)
		sub := Submission{ID: "sub" + id, At: day, Op: clinic.Operation{Label: clinic.Say("Write"), Put: []clinic.Record{mine}}, Base: map[clinic.Ref]clinic.Record{ref: base}}
		do := func(op clinic.Operation) {
			if _, err := s.Apply(t.Context(), op); err != nil {
				t.Fatal(err)
			}
		}
		do(put(patient(id, "Ann", "Smith"), base))
		switch rapid.IntRange(0, 3).Draw(t, "what happens") {
		case 0: // they remove it
			do(clinic.Operation{Label: clinic.Say("Discard"), Remove: []clinic.Record{base}})
		case 1: // I remove it
			sub.Op = clinic.Operation{Label: clinic.Say("Discard"), Remove: []clinic.Record{base}}
			do(put(theirs))
		case 2: // both remove it
			sub.Op = clinic.Operation{Label: clinic.Say("Discard"), Remove: []clinic.Record{base}}
			do(clinic.Operation{Label: clinic.Say("Discard"), Remove: []clinic.Record{base}})
		default:
			do(put(theirs))
		}
		_, first, err := s.Submit(t.Context(), sub)
		if err != nil {
			t.Fatal(err)
		}
		before, err := s.History(t.Context(), ref)
		if err != nil {
			t.Fatal(err)
		}
		_, second, err := s.Submit(t.Context(), sub)
		if err != nil {
			t.Fatalf("handed in again: %v", err)
		}
		after, err := s.History(t.Context(), ref)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(before, after) {
			t.Errorf("it was carried out again: %d versions, then %d", len(before), len(after))
		}
		if told, again := keptTexts(t, first), keptTexts(t, second); !slices.Equal(told, again) {
			t.Errorf("it told %v, and then %v", told, again)
		}
	})
}

// keptTexts are differences as a machine keeps them.
func keptTexts(t rapid.TB, all []clinic.Difference) (out []string) {
	for _, d := range all {
		text, err := encodeDifference(d)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, text)
	}
	return out
}

// What was handed in and carried out tells the same differences although others worked on meanwhile.
func TestHandedInTwiceWithOthersBetween(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	apply(t, s, put(patient("p1", "Ann", "Smith")))
	session := func(subjective, objective string) *clinic.Session {
		return &clinic.Session{ID: "s1", PatientID: "p1", Number: 1, Date: "2026-03-02", Subjective: subjective, Objective: objective, CreatedAt: day}
	}
	base := session("", "")
	apply(t, s, put(base))
	apply(t, s, put(session("theirs", "")))
	sub := Submission{ID: "sub", At: day, Op: put(session("mine", "mine, too")), Base: map[clinic.Ref]clinic.Record{clinic.RefTo(base): base}}
	_, first, err := s.Submit(t.Context(), sub)
	if err != nil || len(first) != 1 || !slices.Equal(first[0].Fields, []string{"subjective"}) {
		t.Fatalf("%+v %v", first, err)
	}
	apply(t, s, put(session("theirs", "changed after")))
	_, second, err := s.Submit(t.Context(), sub)
	if err != nil || len(second) != 1 || !slices.Equal(second[0].Fields, []string{"subjective"}) {
		t.Errorf("told again as %+v %v", second, err)
	}
	apply(t, s, clinic.Operation{Label: clinic.Say("Discard"), Remove: []clinic.Record{session("", "")}})
	_, third, err := s.Submit(t.Context(), sub)
	if err != nil || len(third) != 1 || third[0].Mine.(*clinic.Session).Subjective != "mine" {
		t.Errorf("told after a removal as %+v %v", third, err)
	}
	if chart := must(s.Chart(t.Context(), "p1"))(t); len(chart.Sessions) != 0 {
		t.Error("the session is back")
	}
}

// submissionOf draws a submission of any kind of records.
func submissionOf(t *rapid.T) Submission {
	sub := Submission{
		ID: anyText.Draw(t, "id"), At: day, Seen: rapid.Int64().Draw(t, "seen"),
		Op: clinic.Operation{Label: clinic.Sentence{Key: anyText.Draw(t, "label")}, Scope: anyText.Draw(t, "scope")}, Base: map[clinic.Ref]clinic.Record{},
	}
	for range rapid.IntRange(0, 3).Draw(t, "records") {
		k := rapid.SampledFrom(clinic.Kinds()).Draw(t, "kind")
		r := fill(t, k)
		if rapid.Bool().Draw(t, "removed") {
			sub.Op.Remove = append(sub.Op.Remove, r)
		} else {
			sub.Op.Put = append(sub.Op.Put, r)
		}
		if rapid.Bool().Draw(t, "was there") {
			base := fill(t, k)
			reflect.ValueOf(base).Elem().FieldByName("ID").SetString(r.Key())
			sub.Base[clinic.RefTo(r)] = base
		}
	}
	return sub
}

// What this machine keeps comes back as it was.
func TestKeptAndReadAgain(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		sub := submissionOf(t)
		text, err := encodeSubmission(sub)
		if err != nil {
			t.Fatal(err)
		}
		back, err := decodeSubmission(text)
		if err != nil {
			t.Fatal(err)
		}
		again, err := encodeSubmission(back)
		if err != nil {
			t.Fatal(err)
		}
		if text != again {
			t.Errorf("%s\ncame back as\n%s", text, again)
		}
		if back.ID != sub.ID || !back.At.Equal(sub.At) || back.Op.Actor != sub.Op.Actor || back.Seen != sub.Seen || back.Op.Label != sub.Op.Label ||
			back.Op.Scope != sub.Op.Scope || len(back.Op.Put) != len(sub.Op.Put) || len(back.Op.Remove) != len(sub.Op.Remove) || len(back.Base) != len(sub.Base) {
			t.Errorf("%+v came back as %+v", sub, back)
		}
		for i, r := range sub.Op.Put {
			if !reflect.DeepEqual(valuesOf(t, r), valuesOf(t, back.Op.Put[i])) {
				t.Errorf("%+v came back as %+v", r, back.Op.Put[i])
			}
		}
		for ref, r := range sub.Base {
			if b := back.Base[ref]; b == nil || !reflect.DeepEqual(valuesOf(t, r), valuesOf(t, b)) {
				t.Errorf("the base %+v came back as %+v", r, b)
			}
		}
		k := rapid.SampledFrom(clinic.Kinds()).Draw(t, "kind of the difference")
		d := clinic.Difference{ID: sub.ID, Label: sub.Op.Label, Ref: clinic.Ref{Kind: k, ID: anyText.Draw(t, "record")}, Fields: []string{"x"}, By: sub.Op.Actor.Name, Machine: "m", At: day, Refused: clinic.Sentence{Key: anyText.Draw(t, "refused")}}
		for _, side := range []*clinic.Record{&d.Base, &d.Mine, &d.Theirs} {
			if rapid.Bool().Draw(t, "there") {
				*side = fill(t, k)
			}
		}
		if text, err = encodeDifference(d); err != nil {
			t.Fatal(err)
		}
		read, err := decodeDifference(text)
		if err != nil {
			t.Fatal(err)
		}
		for i, pair := range [][2]clinic.Record{{d.Base, read.Base}, {d.Mine, read.Mine}, {d.Theirs, read.Theirs}} {
			if (pair[0] == nil) != (pair[1] == nil) || pair[0] != nil && !reflect.DeepEqual(valuesOf(t, pair[0]), valuesOf(t, pair[1])) {
				t.Errorf("side %d: %+v came back as %+v", i, pair[0], pair[1])
			}
		}
		d.Base, d.Mine, d.Theirs, read.Base, read.Mine, read.Theirs = nil, nil, nil, nil, nil, nil
		if !reflect.DeepEqual(d, read) {
			t.Errorf("%+v came back as %+v", d, read)
		}
	})
}

func addKept(f *testing.F) {
	session := &clinic.Session{ID: "s1", PatientID: "p1", Number: 1, Date: "2026-03-02", CreatedAt: day}
	sub, err := encodeSubmission(Submission{ID: "x", At: day, Op: put(session), Base: map[clinic.Ref]clinic.Record{clinic.RefTo(session): session}})
	if err != nil {
		f.Fatal(err)
	}
	d, err := encodeDifference(clinic.Difference{ID: "x", Ref: clinic.RefTo(session), Mine: session, At: time.Unix(0, 0)})
	if err != nil {
		f.Fatal(err)
	}
	for _, text := range []string{
		sub, d, "", "{}", "null", `{"put":[null]}`, `{"base":[null]}`, `{"put":[{"kind":"nothing","record":{}}]}`, `{"put":[{"kind":"session"}]}`,
		`{"put":[{"kind":"session","record":null}]}`, `{"mine":{"kind":"session","record":[]}}`, strings.Repeat("[", 100),
	} {
		f.Add(text)
	}
}

// Whatever lies on the disk, it is read or refused in words, and what is read can be kept again.
func FuzzKeptSubmission(f *testing.F) {
	addKept(f)
	f.Fuzz(func(t *testing.T, text string) {
		sub, err := decodeSubmission(text)
		if err != nil {
			if !errors.Is(err, ErrDamaged) || toldInWords(err) != "" {
				t.Error(err)
			}
			return
		}
		if _, err := encodeSubmission(sub); err != nil {
			t.Error(err)
		}
	})
}

func FuzzKeptDifference(f *testing.F) {
	addKept(f)
	f.Fuzz(func(t *testing.T, text string) {
		d, err := decodeDifference(text)
		if err != nil {
			if !errors.Is(err, ErrDamaged) || toldInWords(err) != "" {
				t.Error(err)
			}
			return
		}
		d.Patient()
		if _, err := encodeDifference(d); err != nil {
			t.Error(err)
		}
	})
}
