package clinic

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func codes(list []FindingType) []string {
	var out []string
	for _, t := range list {
		out = append(out, t.Code)
	}
	return out
}

// What a clinic marks most comes first; a few marks say nothing, and what one source says nothing of the other.
func TestFindingTypesByUse(t *testing.T) {
	t.Parallel()
	all, reported := codes(FindingTypes()), codes(FindingTypesByUse(nil, ByPatient))
	if got := codes(FindingTypesByUse(nil, ByTherapist)); !slices.Equal(got, all) {
		t.Errorf("without records: %q", got)
	}
	if slices.Contains(reported, "trigger-point") || !slices.Contains(reported, "numbness") {
		t.Errorf("a patient can report %q", reported)
	}
	use := FindingUse{ByTherapist: {"scar": 20, "heat": 9}}
	if got := codes(FindingTypesByUse(use, ByTherapist)); !slices.Equal(got, all) {
		t.Errorf("of few records: %q", got)
	}
	use[ByTherapist]["heat"] = 21
	if got := codes(FindingTypesByUse(use, ByTherapist)); !slices.Equal(got[:3], []string{"heat", "scar", "pain"}) {
		t.Errorf("of many records: %q", got)
	}
	if got := codes(FindingTypesByUse(use, ByPatient)); !slices.Equal(got, reported) {
		t.Errorf("the therapist's change the patient's: %q", got)
	}
}

// However often what was marked, each sort is offered once, in falling order.
func TestFindingTypesByUseLoseNone(t *testing.T) {
	t.Parallel()
	all := codes(FindingTypes())
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.MapOf(rapid.SampledFrom(append(all, "of another version")), rapid.IntRange(0, 99)).Draw(t, "use")
		got := codes(FindingTypesByUse(FindingUse{ByTherapist: n}, ByTherapist))
		total := 0
		for _, x := range n {
			total += x
		}
		if total >= fewFindings && !slices.IsSortedFunc(got, func(a, b string) int { return n[b] - n[a] }) {
			t.Errorf("%q by %v", got, n)
		}
		slices.Sort(got)
		want := slices.Clone(all)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%q", got)
		}
	})
}
