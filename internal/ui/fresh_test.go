package ui

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"regimen/internal/clinic"
)

func TestChangesFromManyThreadsAllArrive(t *testing.T) {
	test.NewApp()
	var mu sync.Mutex
	got := map[string]bool{}
	var f freshener
	f.apply = func(ch clinic.Changes) {
		mu.Lock()
		defer mu.Unlock()
		for _, p := range ch.Patients {
			got[p] = true
		}
	}
	var wg sync.WaitGroup
	for i := range 50 {
		wg.Go(func() { f.add(clinic.Changes{Patients: []string{fmt.Sprint(i)}}) })
	}
	wg.Wait()
	if len(got) != 50 {
		t.Errorf("%d of 50 changes arrived", len(got))
	}
}

func TestJoinedTellsEverythingOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfDistinct(rapid.StringMatching(`[a-e]`), func(s string) string { return s })
		a := clinic.Changes{Patients: names.Draw(t, "a"), Refs: []clinic.Ref{{Kind: clinic.KindPlan, ID: "1"}}}
		b := clinic.Changes{Patients: names.Draw(t, "b"), Refs: []clinic.Ref{{Kind: clinic.KindGoal, ID: "2"}}}
		j := joined(a, b)
		seen := map[string]int{}
		for _, p := range j.Patients {
			seen[p]++
		}
		for _, p := range slices.Concat(a.Patients, b.Patients) {
			if seen[p] != 1 {
				t.Fatalf("%q stands %d times in %v", p, seen[p], j.Patients)
			}
		}
		if !j.Touches("", clinic.KindPlan) || !j.Touches("", clinic.KindGoal) {
			t.Fatalf("refs %v", j.Refs)
		}
	})
}
