package pick_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/anatomy"
	"regimen/internal/books/bookstest"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
	"regimen/internal/ui/pick"
)

var (
	calf  = anatomy.Target{Structure: "soleus", Side: anatomy.Left}
	other = anatomy.Target{Structure: "soleus", Side: anatomy.Right}
)

// Enter takes the first that is found, a tap any, and each begins the search anew.
func TestAStructureIsFoundByItsName(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	var got []anatomy.Target
	f := pick.NewFinder(bookstest.Atlas(t), "Name a structure", func(x anatomy.Target) { got = append(got, x) })
	s.Show(f.Object, 600, 600)
	s.TypeInto(f.Search, "left soleus")
	s.MustSay("Left soleus", "Muscle · ")
	s.Key(fyne.KeyReturn)
	if f.Search.Text != "" {
		t.Errorf("the search still holds %q", f.Search.Text)
	}
	s.MustNotSay("Left soleus")
	s.TypeInto(f.Search, "right soleus")
	s.Tap("Right soleus")
	if !slices.Equal(got, []anatomy.Target{calf, other}) {
		t.Errorf("chosen: %v", got)
	}
	s.TypeInto(f.Search, "  ")
	s.Key(fyne.KeyReturn)
	if len(got) != 2 {
		t.Errorf("a blank finds %v", got[2:])
	}
}

// What is found is added once, what is offered is added by its chip, and a chip takes what is chosen out again.
func TestSeveralStructuresAreChosen(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	var chosen []anatomy.Target
	var p *pick.Several
	p = pick.NewSeveral(bookstest.Atlas(t), "Name a structure", func(list []anatomy.Target) {
		chosen = list
		p.Show(chosen, []anatomy.Target{other}, false)
	})
	p.Show(nil, []anatomy.Target{other}, false)
	s.Show(p.Object, 600, 600)
	for range 2 {
		s.TypeInto(p.Finder.Search, "left soleus")
		s.Key(fyne.KeyReturn)
	}
	if !slices.Equal(chosen, []anatomy.Target{calf}) {
		t.Fatalf("chosen: %v", chosen)
	}
	s.Tap("Right soleus")
	if !slices.Equal(chosen, []anatomy.Target{calf, other}) {
		t.Fatalf("chosen: %v", chosen)
	}
	s.Tap("Left soleus")
	if !slices.Equal(chosen, []anatomy.Target{other}) {
		t.Fatalf("chosen: %v", chosen)
	}
	p.Show(chosen, nil, true)
	if !p.Chips.Disabled() || p.Finder.Object.Visible() {
		t.Error("what is locked can be changed")
	}
}
