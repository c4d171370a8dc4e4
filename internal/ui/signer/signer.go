// Package signer names who signs before something is signed, and has another person named with one tap.
package signer

import (
	"slices"

	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
)

// Signer is the choice of who signs: whoever works at this computer, unless another one is chosen for this once.
type Signer struct {
	d      *desk.Desk
	other  string // the key of the one chosen for this once
	people People
}

// New has changed called after another one was chosen; nil for nobody.
func New(d *desk.Desk, changed func()) *Signer {
	s := &Signer{d: d}
	s.people.build(lang.L("Who signs"), func(id string) {
		s.other = id
		if changed != nil {
			changed()
		}
	})
	s.Show()
	return s
}

// Object is the choice, with its label.
func (s *Signer) Object() *kit.Field { return s.people.Field }

// Show brings it up to date: people come and go.
func (s *Signer) Show() { s.people.Show(s.d, s.Signer().ID) }

// Signer is who signs; empty while nobody is chosen, or when the one who was chosen has left.
func (s *Signer) Signer() clinic.Practitioner {
	if s.other == "" {
		return s.d.Practitioner()
	}
	for _, p := range s.d.Treating() {
		if p.ID == s.other {
			return p
		}
	}
	return clinic.Practitioner{}
}

// Missing says why it cannot be signed yet as far as the signer goes; there is none when it can.
func (s *Signer) Missing() []clinic.Sentence {
	if len(s.d.Treating()) == 0 {
		return []clinic.Sentence{clinic.Say("Enter who treats here, in the settings: somebody has to sign.")}
	}
	return clinic.CanSign(s.Signer())
}

// Done goes back to whoever works at this computer: another one was chosen for this once.
func (s *Signer) Done() {
	s.other = ""
	s.Show()
}

// People is a choice among those who work here.
type People struct {
	*kit.Field
	chips   *kit.Chips
	options []kit.Option
}

// NewPeople has chosen called with the key of whoever was chosen.
func NewPeople(label string, chosen func(id string)) *People {
	p := new(People)
	p.build(label, chosen)
	return p
}

func (p *People) build(label string, chosen func(id string)) {
	p.chips = kit.NewChips(nil, func(ids []string) { chosen(ids[0]) }).Required()
	p.Field = kit.NewField(label, p.chips)
}

// Show offers those who work here, and marks one; "" is nobody. Also who left is shown where they are the one.
func (p *People) Show(d *desk.Desk, id string) {
	var options []kit.Option
	for _, x := range d.People() {
		if x.LeftAt.IsZero() || x.ID == id {
			options = append(options, kit.Option{ID: x.ID, Label: x.Name})
		}
	}
	if !slices.Equal(options, p.options) {
		p.options = options
		p.chips.SetOptions(options)
	}
	if p.chips.Value() == id {
		return
	}
	if id == "" {
		p.chips.SetChosen()
		return
	}
	p.chips.SetChosen(id)
}
