// Package desktest puts one screen on a real store, without the shell around it, for tests that work it
// as a person does.
package desktest

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

// Rig is a screen on a desk. Its clock stands on Tuesday 4 March 2025.
type Rig struct {
	*kittest.Screen
	Desk    *desk.Desk
	Store   *store.Store // the desk's
	Opened  []string     // patient, a space, section: what the screen asked to open
	Said    []string     // what was told and warned
	UndoIt  func()       // the undo offered with what was told last
	away    *clinic.Changes
	watched []desk.Screen
	ids     int
}

// New makes an empty clinic.
func New(t testing.TB) *Rig {
	t.Helper()
	r := &Rig{Screen: kittest.New(t, kit.ModeLight)}
	id := func() string {
		r.ids++
		return fmt.Sprintf("01900000-0000-7000-8000-%012d", r.ids)
	}
	s, err := store.Open(t.Context(), store.Config{Dir: t.TempDir(), Clock: r.Clock.Now, NewID: id})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	r.Store = s
	atlas, catalogue := bookstest.Shipped(t)
	r.Desk = &desk.Desk{
		Store: s, Atlas: atlas, Catalogue: catalogue, Clock: r.Clock.Now, NewID: id, Window: r.Window, Log: slog.New(slog.DiscardHandler), After: r.Clock.After,
		Open: func(p string, sec desk.Section) { r.Opened = append(r.Opened, p+" "+string(sec)) },
		Tell: func(text string, undo func()) { r.Said, r.UndoIt = append(r.Said, text), undo },
		Warn: func(text string) { r.Said = append(r.Said, text) },
	}
	r.Desk.Show = func(ch clinic.Changes) {
		for _, w := range r.watched {
			w.Refresh(ch)
		}
	}
	s.Subscribe(func(ch clinic.Changes) {
		if r.away != nil {
			ch.By, ch.At, ch.Elsewhere = r.away.By, r.away.At, true
		}
		r.Desk.Hear(ch)
	})
	return r
}

// Watch shows a screen and refreshes it as the shell does.
func (r *Rig) Watch(s desk.Screen) {
	r.watched = append(r.watched, s)
	r.Show(s.Object(), 1180, 660)
}

// Put keeps records.
func (r *Rig) Put(records ...clinic.Record) {
	r.T.Helper()
	if _, err := r.Desk.Store.Apply(context.Background(), clinic.Operation{Label: "test", Put: records}); err != nil {
		r.T.Fatal(err)
	}
}

// Elsewhere keeps records as somebody on another machine would.
func (r *Rig) Elsewhere(by, machine string, records ...clinic.Record) {
	r.T.Helper()
	r.away = &clinic.Changes{By: clinic.Actor{Name: by, Machine: machine}, At: r.Clock.Now()}
	r.Put(records...)
	r.away = nil
	r.Settle()
}

// Share puts the rig's records on the other side of a network; see Remote.
func (r *Rig) Share() (*Remote, *Link) {
	link := NewLink(r.Store)
	remote := NewRemote(r.T, r.Desk.Store, link)
	r.Desk.Store, r.Desk.Link = remote, link
	return remote, link
}

// Patient reads a patient.
func (r *Rig) Patient(id string) clinic.Patient {
	r.T.Helper()
	p, err := r.Desk.Store.Patient(context.Background(), id)
	if err != nil {
		r.T.Fatal(err)
	}
	return p
}

// Patients counts the patients who are not archived.
func (r *Rig) Patients() int {
	r.T.Helper()
	_, n, err := r.Desk.Store.Patients(context.Background(), store.PatientFilter{}, 1, 0)
	if err != nil {
		r.T.Fatal(err)
	}
	return n
}

// AddPatient files a patient.
func (r *Rig) AddPatient(p clinic.Patient) clinic.Patient {
	r.T.Helper()
	made, op := clinic.NewPatient(r.Desk.Env(), p)
	r.Put(op.Put...)
	return *made
}

// AddSession files a session of 45 minutes at nine in the morning.
func (r *Rig) AddSession(patient, plan string, number int, day clinic.Date, signed bool) {
	r.T.Helper()
	s := &clinic.Session{
		ID: r.Desk.NewID(), PatientID: patient, PlanID: plan, Number: number, Date: day, CreatedAt: r.Clock.Now(),
		StartedAt: day.Time().Add(9 * time.Hour), EndedAt: day.Time().Add(9*time.Hour + 45*time.Minute),
	}
	if signed {
		s.SignedAt, s.SignedBy = r.Clock.Now(), "Ana Reyes"
	}
	r.Put(s)
}

// AddPlan files a plan of four sessions, a week apart, and gives its key.
func (r *Rig) AddPlan(patient, title string, review clinic.Date, agreed bool) string {
	r.T.Helper()
	id := r.Desk.NewID()
	p := &clinic.Plan{
		ID: id, PatientID: patient, Lineage: id, Version: 1, Title: title, Minutes: 45, Start: "2025-02-01",
		Phases: []clinic.Phase{{Sessions: 4, EveryDays: 7}}, ReviewDate: review, CreatedAt: r.Clock.Now(),
	}
	if agreed {
		p.AgreedAt, p.AgreedBy = r.Clock.Now(), "the patient"
	}
	r.Put(p)
	return id
}
