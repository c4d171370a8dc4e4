// Package desktest puts one screen on a real store, without the shell around it, for tests that work it
// as a person does.
package desktest

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"regimen/internal/anatomy"
	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/store/lookup"
	"regimen/internal/store/storetest"
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
	Diary   []string     // "visit", its key and day, or "book" and a patient: what it asked the diary for
	Said    []string     // what was told and warned
	Warned  []string     // what was warned alone
	UndoIt  func()       // the undo offered with what was told last
	away    *clinic.Changes
	watched []desk.Screen
	dir     string
	ids     int
}

// New makes an empty clinic.
func New(t testing.TB) *Rig {
	t.Helper()
	return NewIn(t, kit.ModeLight)
}

// NewIn makes an empty clinic that is looked at in a mode.
func NewIn(t testing.TB, mode kit.Mode) *Rig {
	t.Helper()
	r := &Rig{Screen: kittest.New(t, mode), dir: storetest.Dir(t)}
	r.open()
	return r
}

func (r *Rig) newID() string {
	r.ids++
	return fmt.Sprintf("01900000-0000-7000-8000-%012d", r.ids)
}

// open opens the records and sits down at a desk.
func (r *Rig) open() {
	r.T.Helper()
	atlas, catalogue := bookstest.Shipped(r.T)
	s, err := store.Open(context.Background(), store.Config{Dir: r.dir, Clock: r.Clock.Now, Zone: time.UTC, NewID: r.newID, Catalogue: catalogue})
	if err != nil {
		r.T.Fatal(err)
	}
	r.T.Cleanup(func() { s.Close() })
	r.Store, r.watched = s, nil
	r.Desk = &desk.Desk{
		Store: s, Atlas: atlas, Catalogue: catalogue, Clock: s.Now, NewID: r.newID, Window: r.Window, Log: slog.New(slog.DiscardHandler), After: r.Clock.After,
		Open:  func(p string, sec desk.Section) { r.Opened = append(r.Opened, p+" "+string(sec)) },
		Visit: func(id string, day clinic.Date) { r.Diary = append(r.Diary, "visit "+id+" "+string(day)) },
		Book:  func(patient string) { r.Diary = append(r.Diary, "book "+patient) },
		Tell:  func(text string, undo func()) { r.Said, r.UndoIt = append(r.Said, text), undo },
		Warn:  func(text string) { r.Said, r.Warned = append(r.Said, text), append(r.Warned, text) },
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
}

// Reopen closes the records as at the end of the program, and opens them again at a new desk that shows nothing yet.
func (r *Rig) Reopen() {
	r.T.Helper()
	for _, w := range r.watched {
		w.Leave()
	}
	if err := r.Store.Close(); err != nil {
		r.T.Fatal(err)
	}
	r.open()
}

// Watch shows a screen and refreshes it as the shell does.
func (r *Rig) Watch(s desk.Screen) {
	r.watched = append(r.watched, s)
	r.Show(s.Object(), 1180, 660)
}

// Section is the section that was asked for last, or "".
func (r *Rig) Section() desk.Section {
	if len(r.Opened) == 0 {
		return ""
	}
	_, section, _ := strings.Cut(r.Opened[len(r.Opened)-1], " ")
	return desk.Section(section)
}

// Put keeps records.
func (r *Rig) Put(records ...clinic.Record) {
	r.T.Helper()
	r.Make(clinic.Operation{Label: clinic.Say("test"), Put: records})
}

// Make makes a change.
func (r *Rig) Make(op clinic.Operation) {
	r.T.Helper()
	if _, err := r.Desk.Store.Apply(context.Background(), op); err != nil {
		r.T.Fatal(err)
	}
}

// Chart is what is stored of a patient, read anew.
func (r *Rig) Chart(patient string) *clinic.Chart {
	r.T.Helper()
	c, err := r.Store.Chart(context.Background(), patient)
	if err != nil {
		r.T.Fatal(err)
	}
	return c
}

// View is a drawn side of the figure.
func (r *Rig) View(id string) *anatomy.View {
	r.T.Helper()
	v, err := r.Desk.Atlas.View(id)
	if err != nil {
		r.T.Fatal(err)
	}
	return v
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
	_, n, err := r.Desk.Store.Patients(context.Background(), lookup.Filter{}, 1, 0)
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
