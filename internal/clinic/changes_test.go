package clinic

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestTogetherTellsEverythingOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfDistinct(rapid.StringMatching(`[a-e]`), func(s string) string { return s })
		a := Changes{Patients: names.Draw(t, "a"), Refs: []Ref{{Kind: KindPlan, ID: "1"}}, Days: []Date{"2026-03-02"}}
		b := Changes{Patients: names.Draw(t, "b"), Refs: []Ref{{Kind: KindGoal, ID: "2"}}, Days: []Date{"2026-03-02", "2026-03-03"}}
		all := Together(a, b)
		seen := map[string]int{}
		for _, p := range all.Patients {
			seen[p]++
		}
		for _, p := range slices.Concat(a.Patients, b.Patients) {
			if seen[p] != 1 {
				t.Fatalf("%q stands %d times in %v", p, seen[p], all.Patients)
			}
		}
		if !all.Touches("", KindPlan) || !all.Touches("", KindGoal) || len(all.Days) != 2 {
			t.Fatalf("%+v", all)
		}
	})
}
