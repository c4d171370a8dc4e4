package store

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/store/lookup"
)

// In the whole register those pairs are found that may be one person, with the reasons, the likeliest first; and no more
// once it was decided that they are two.
func TestDuplicates(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	for id, text := range map[string]string{
		"a1": "José|Muñoz|1961-04-03", "a2": "Jose|Munoz|1961-04-03|0411 111 111",
		"b1": "John|Smith|1970-07-07|0412 345 678", "b2": "Jonathan|Smithe||0412345678",
		"c1": "Jaxson|Selth|1913-07-07", "c2": "Selht|Ja xson|1913-07-07",
		"d1": "Ava|Kelly|2015-02-01|0400 111 222", "d2": "Mia|Kelly|2015-02-01|0400 111 222",
		"e1": "Kate|O’Brien", "e2": "Kate|OBrien",
		"f1": "Margaret|Doyle|1961-04-13|0455 000 111", "f2": "Margaret|Doyle|1990-11-20|0455 000 111", // her number, another day
		"g1": "Peter|Jones|1961-09-09", "g2": "Peter|Jones|1988-12-01", // namesakes
		"h1": "王|", "h2": "|王", "i1": "A|", "i2": "A|", "j1": "小明|王", "j2": "王小明|",
	} {
		apply(t, s, put(whoever(id, text)))
	}
	var told []int
	pairs := must(s.Duplicates(t.Context(), func(done, all int) { told = append(told, done, all) }))(t)
	if !slices.Equal(told, []int{0, 20}) {
		t.Errorf("told %v", told)
	}
	reasons := make(map[string][]clinic.LikenessReason)
	for i, p := range pairs {
		reasons[min(p.A.ID, p.B.ID)+max(p.A.ID, p.B.ID)] = p.Reasons()
		if i > 0 && p.Score > pairs[i-1].Score {
			t.Errorf("%v comes after %v", p, pairs[i-1])
		}
	}
	want := map[string][]clinic.LikenessReason{
		"a1a2": {clinic.SameName, clinic.SameBirthDate},
		"b1b2": {clinic.NearName, clinic.SamePhone},
		"c1c2": {clinic.NearName, clinic.NameTurned, clinic.SameBirthDate},
		"d1d2": {clinic.OtherGivenName, clinic.SameBirthDate, clinic.SamePhone},
		"e1e2": {clinic.SameName},
		"f1f2": {clinic.SameName, clinic.OtherBirthDate, clinic.SamePhone},
		"j1j2": {clinic.SameName},
	}
	for pair, r := range want {
		if !slices.Equal(reasons[pair], r) {
			t.Errorf("%s: %q, want %q", pair, reasons[pair], r)
		}
	}
	if len(reasons) != len(want) || len(pairs) != len(want) {
		t.Errorf("found %v", reasons)
	}
	apply(t, s, clinic.DecideNotSame(clinic.Env{Now: s.Now, NewID: func() string { return "n1" }, Actor: clinic.Actor{Name: "Kim"}}, "d2", "Mia Kelly", "d1", "Ava Kelly"))
	if left := must(s.Duplicates(t.Context(), nil))(t); len(left) != len(want)-1 || slices.ContainsFunc(left, func(p lookup.Pair) bool { return p.Are("d1", "d2") }) {
		t.Errorf("the twins are offered again: %v", left)
	}
	must(s.Undo(t.Context(), clinic.RegisterScope))(t)
	if again := must(s.Duplicates(t.Context(), nil))(t); len(again) != len(want) {
		t.Errorf("the decision is taken back: %v", again)
	}
	if r := must(s.Check(t.Context()))(t); !r.OK() {
		t.Error(r.Problems)
	}
}

// A record that was joined to another is no more offered with it, and what looks like it is offered with the one it leads to.
func TestDuplicatesOfJoinedRecords(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	for id, text := range map[string]string{"a1": "José|Muñoz|1961-04-03", "a2": "Jose|Munos|1961-04-03", "a3": "Jo|Munos|1961-04-03"} {
		apply(t, s, put(whoever(id, text)))
	}
	if pairs := must(s.Duplicates(t.Context(), nil))(t); len(pairs) != 3 {
		t.Errorf("before: %v", pairs)
	}
	join(t, s, "a1", "a2")
	pairs := must(s.Duplicates(t.Context(), nil))(t)
	if len(pairs) != 1 || !pairs[0].Are("a1", "a3") {
		t.Fatalf("joined: %v", pairs)
	}
	apply(t, s, clinic.DecideNotSame(clinic.Env{Now: s.Now, NewID: func() string { return "n1" }}, "a3", "Jo", "a2", "Jose"))
	if left := must(s.Duplicates(t.Context(), nil))(t); len(left) != 0 {
		t.Errorf("decided for the one it leads to: %v", left)
	}
}

// The ways to the pairs miss none that the rule would list, whatever is known of patients.
func TestDuplicatesAreNotMissed(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	r := soiler{rand.New(rand.NewPCG(3, 9))}
	var all []clinic.Record
	for i, rec := range register(300) {
		p := rec.(*clinic.Patient)
		if r.IntN(4) == 0 {
			p.BirthDate = ""
		}
		if r.IntN(4) == 0 {
			p.Phones = nil
		}
		all = append(all, p)
		if i%3 == 0 {
			continue
		}
		again := *p
		again.ID += "x"
		switch r.IntN(6) {
		case 0:
			again.GivenName, again.FamilyName = p.FamilyName, p.GivenName
		case 1:
			again.FamilyName = r.letters(p.FamilyName)
		case 2:
			again.GivenName = r.blank(p.GivenName)
		case 3:
			if p.BirthDate != "" {
				again.BirthDate = r.digit(p.BirthDate)
			}
		case 4:
			again.BirthDate = ""
		case 5:
			again.FamilyName = "Featherstone"
		}
		all = append(all, &again)
	}
	must(s.Load(t.Context(), clinic.Say("Register"), all))(t)
	got := make(map[string]bool)
	for _, p := range must(s.Duplicates(t.Context(), nil))(t) {
		got[min(p.A.ID, p.B.ID)+" "+max(p.A.ID, p.B.ID)] = true
	}
	missed := 0
	for i, a := range all {
		for _, b := range all[i+1:] {
			pair := min(a.Key(), b.Key()) + " " + max(a.Key(), b.Key())
			if listed := lookup.MayBeOne(*a.(*clinic.Patient), *b.(*clinic.Patient)); listed != got[pair] {
				missed++
				t.Errorf("%+v and %+v: listed %v, want %v", a, b, got[pair], listed)
			}
		}
	}
	if len(got) < 100 {
		t.Errorf("only %d pairs are there to be found", len(got))
	}
}

// A birth date or a number that very many have in common says nothing of them, and does not hold up the search.
func TestDuplicatesOfACrowd(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	all := register(2_000)
	for _, r := range all {
		p := r.(*clinic.Patient)
		p.BirthDate, p.Phones = "1970-01-01", []clinic.Phone{{Number: "08 9000 0000"}}
	}
	must(s.Load(t.Context(), clinic.Say("Register"), all))(t)
	for _, p := range must(s.Duplicates(t.Context(), nil))(t) {
		if r := p.Reasons(); slices.Contains(r, clinic.SameBirthDate) || slices.Contains(r, clinic.SamePhone) || !slices.Contains(r, clinic.SameName) {
			t.Fatalf("%s and %s: %q", p.A.Name, p.B.Name, r)
		}
	}
}

func TestDuplicatesAreCancelled(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	must(s.Load(t.Context(), clinic.Say("Register"), register(600)))(t)
	ctx, cancel := context.WithCancel(t.Context())
	last := 0
	_, err := s.Duplicates(ctx, func(done, _ int) {
		if last = done; done > 0 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || last == 0 || last > 512 {
		t.Errorf("cancelled after %d: %v", last, err)
	}
}

// BenchmarkDuplicates looks through a register of 20,000, one in fifty of them entered twice; in the second case a third of
// them has no birth date.
func BenchmarkDuplicates(b *testing.B) {
	for name, undated := range map[string]int{"dated": 0, "a third undated": 3} {
		b.Run(name, func(b *testing.B) {
			s := openTest(b)
			all := register(20_000)
			r := soiler{rand.New(rand.NewPCG(5, 8))}
			for i := range 400 {
				p := *all[i*49].(*clinic.Patient)
				p.ID += "x"
				p.GivenName = r.letters(p.GivenName)
				all[i*49+1] = &p
			}
			for i, rec := range all {
				if undated > 0 && i%undated == 0 {
					rec.(*clinic.Patient).BirthDate = ""
				}
			}
			must(s.Load(b.Context(), clinic.Say("Register"), all))(b)
			pairs := 0
			var worst time.Duration
			for b.Loop() {
				worst = max(worst, timed(func() { pairs = len(must(s.Duplicates(b.Context(), nil))(b)) }))
			}
			b.ReportMetric(float64(pairs), "pairs")
			b.ReportMetric(milliseconds(worst), "ms/worst")
		})
	}
}
