package clinic

import (
	"cmp"
	"slices"
)

// FindingUse is how often a clinic has marked each sort of finding, by who said so and the code of the sort.
type FindingUse map[Source]map[string]int

// fewFindings is how many a source must have for its counts to say what this clinic uses.
const fewFindings = 30

// FindingTypesByUse are the sorts of finding that a source can say, those first that the clinic marks most often. While
// it has marked few they stand as in FindingTypes.
func FindingTypesByUse(use FindingUse, source Source) []FindingType {
	list := where(FindingTypes(), func(t *FindingType) bool { return source != ByPatient || t.Patient })
	total := 0
	for _, n := range use[source] {
		total += n
	}
	if total >= fewFindings {
		slices.SortStableFunc(list, func(a, b FindingType) int { return cmp.Compare(use[source][b.Code], use[source][a.Code]) })
	}
	return list
}
