package station

import (
	"context"
	"encoding/json"
	"slices"
	"time"
)

// Other is somebody who has the same patient open on another machine.
type Other struct {
	Name    string // the practitioner, "" when not known
	Machine string
	Writing string // the key of the session or assessment being written there, or ""
}

// word is what a machine tells the others. It holds keys, and nothing else of a patient.
type word struct {
	From    string `json:"from"` // the running program
	Name    string `json:"name,omitempty"`
	Machine string `json:"machine,omitempty"`
	Patient string `json:"patient,omitempty"`
	Writing string `json:"writing,omitempty"`
	Ask     bool   `json:"ask,omitempty"` // the others shall tell theirs, too
}

// presence is who has what open.
type presence struct {
	at     word // here
	others map[string]heardWord
	say    chan bool // there is something to tell; true asks the others to tell theirs
}

type heardWord struct {
	word
	when time.Time // by this machine's own clock
}

func (p *presence) init(from string) {
	p.at.From = from
	p.others = make(map[string]heardWord)
	p.say = make(chan bool, 8)
	p.say <- true
}

// At tells the others what is open here: a patient, and what is being written; At("", "") is nothing.
func (s *Station) At(patientID, writing string) {
	s.mu.Lock()
	same := s.presence.at.Patient == patientID && s.presence.at.Writing == writing
	s.presence.at.Patient, s.presence.at.Writing = patientID, writing
	s.mu.Unlock()
	if !same {
		s.announceAgain()
	}
}

// announceAgain has the others told what is open here.
func (s *Station) announceAgain() {
	select {
	case s.presence.say <- false:
	default: // the beat tells it soon
	}
}

// beat tells the others what is open here whenever that changes, and now and then, so that a machine which
// vanished is noticed.
func (s *Station) beat(ctx context.Context) {
	tick := time.NewTicker(s.cfg.Beat)
	defer tick.Stop()
	for {
		ask := false
		select {
		case <-ctx.Done():
			return
		case ask = <-s.presence.say:
		case <-tick.C:
			s.forgetSilent()
		}
		if s.isConnected() {
			s.tellOthers(ctx, ask)
		}
	}
}

func (s *Station) tellOthers(ctx context.Context, ask bool) {
	s.mu.Lock()
	w := s.presence.at
	w.Name, w.Machine, w.Ask = short(s.actor.Name), short(s.cfg.Shared.Machine()), ask
	s.mu.Unlock()
	text, err := json.Marshal(w)
	if err == nil {
		err = s.cfg.Shared.Say(ctx, string(text))
	}
	if err != nil {
		s.cfg.Log.Info("the others could not be told what is open here", "error", err)
	}
}

// short keeps a name within what can be told at once.
func short(name string) string {
	if r := []rune(name); len(r) > 100 {
		return string(r[:100])
	}
	return name
}

// heard hears a word of any machine, also of this one.
func (s *Station) heard(text string) {
	var w word
	if json.Unmarshal([]byte(text), &w) != nil || w.From == "" {
		return
	}
	s.mu.Lock()
	if w.From == s.presence.at.From {
		s.mu.Unlock()
		return
	}
	before := s.presence.others[w.From].word
	if w.Patient == "" {
		delete(s.presence.others, w.From)
	} else {
		s.presence.others[w.From] = heardWord{w, time.Now()}
	}
	s.mu.Unlock()
	if w.Ask {
		s.announceAgain()
		w.Ask = false
	}
	before.Ask = false
	if before != w {
		s.watchers.tell(struct{}{})
	}
}

// forgetSilent drops the machines that have told nothing for some beats.
func (s *Station) forgetSilent() {
	s.mu.Lock()
	forgot := false
	for from, w := range s.presence.others {
		if time.Since(w.when) > 3*s.cfg.Beat {
			delete(s.presence.others, from)
			forgot = true
		}
	}
	s.mu.Unlock()
	if forgot {
		s.watchers.tell(struct{}{})
	}
}

// Others are who has this patient open on another machine.
func (s *Station) Others(patientID string) []Other {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Other
	for _, w := range s.presence.others {
		if s.folk.Lead(w.Patient) == s.folk.Lead(patientID) {
			out = append(out, Other{w.Name, w.Machine, w.Writing})
		}
	}
	slices.SortFunc(out, func(a, b Other) int {
		switch {
		case a.Machine < b.Machine:
			return -1
		case a.Machine > b.Machine:
			return 1
		}
		return 0
	})
	return out
}
