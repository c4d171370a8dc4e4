package ui

import (
	"strings"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
)

const (
	// shortLoss is how long the connection may be gone before anything is said: most losses are over by
	// then, and what appears and goes again moves the screen under the finger twice.
	shortLoss = 3 * time.Second
	// backStays is how long it is said that the connection is back.
	backStays = 6 * time.Second
)

// strip is the line above every screen that says how the window stands to the shared records. It is not
// there while all is well, and never takes the keyboard.
type strip struct {
	s      *Shell
	object *fyne.Container
	plate  *kit.Plate
	icon   *fyne.Container
	words  *kit.Text
	why    *kit.Button
	choose *kit.Button

	lost bool   // it was said that the connection is gone
	back bool   // it is being said that it is there again
	full string // all there is to say
	stop func() // of the timer that runs
}

func newStrip(s *Shell) *strip {
	x := &strip{s: s, plate: kit.NewPlate(kit.ColorWarningSoft, 0), icon: container.NewCenter(), words: kit.QuietText("").In(kit.ColorText).Lines(2)}
	x.why = kit.QuietButton(lang.L("Why?"), kit.IconInfo, x.tell)
	x.choose = kit.NewButton(lang.L("Choose"), kit.IconArrow, func() { s.Go(Differences) })
	words := container.NewVBox(layout.NewSpacer(), x.words, layout.NewSpacer())
	row := kit.Border(nil, nil, x.icon, container.NewHBox(x.why, x.choose), words)
	// One height, whatever it says: what is below moves only when it comes and goes.
	x.object = container.NewStack(x.plate, newCatcher(x.tell), kit.PadSides(kit.GapRoomy, kit.Gap/4, kit.MinHeight(x.choose.MinSize().Height, row)))
	x.object.Hidden = true
	return x
}

// tell says all of it, with the reason, where it can be read in peace.
func (x *strip) tell() {
	if x.full != "" {
		x.s.Desk.Warn(x.full)
	}
}

func (x *strip) halt() {
	if x.stop != nil {
		x.stop()
		x.stop = nil
	}
}

// later looks again after a while.
func (x *strip) later(wait time.Duration) {
	x.halt()
	x.stop = x.s.Desk.Later(wait, func() {
		x.stop = nil
		x.back = false
		x.look()
	})
}

// look asks the link how things stand and shows it.
func (x *strip) look() {
	link := x.s.Desk.Link
	if link == nil {
		return
	}
	state, open := link.State(), len(link.Differences())
	x.follow(state)
	var parts []string
	fill, front, icon := kit.ColorWarningSoft, kit.ColorWarning, kit.IconAlert
	x.full = ""
	switch {
	case x.lost && !state.Connected:
		parts = append(parts, x.since(state))
		if state.Waiting > 0 {
			parts = append(parts, lang.N("{{.Count}} changes are waiting.", state.Waiting, map[string]any{"Count": state.Waiting}))
		}
	case x.lost:
		parts = append(parts, lang.N("Connected again. {{.Count}} changes are being sent.", state.Waiting, map[string]any{"Count": state.Waiting}))
		fill, front, icon = kit.ColorSuccessSoft, kit.ColorSuccess, kit.IconCheck
	case state.Connected && state.Stuck != "":
		parts = append(parts, lang.N("{{.Count}} changes made here are not taken by the shared records. They are kept on this computer.", state.Waiting, map[string]any{"Count": state.Waiting}))
		x.full = strings.Join(parts, " ") + " " + state.Stuck
	case x.back:
		parts = append(parts, lang.L("Connected again. Everything has been sent."))
		fill, front, icon = kit.ColorSuccessSoft, kit.ColorSuccess, kit.IconCheck
	}
	choosing := open > 0 && x.s.place != Differences
	if choosing {
		if len(parts) == 0 {
			fill, front, icon = kit.ColorAccentSoft, kit.ColorAccent, kit.IconInfo
		}
		parts = append(parts, lang.N("{{.Count}} things were written here and elsewhere at the same time.", open, map[string]any{"Count": open}))
	}
	if x.lost && !state.Connected {
		// Last, because a narrow window has no room for it.
		parts = append(parts, lang.L("What was open can be read; what you write is kept on this computer and sent when the connection is back."))
		x.full = strings.TrimSpace(strings.Join(parts, " ") + " " + state.Reason)
	}
	x.plate.SetFill(fill)
	x.icon.Objects = []fyne.CanvasObject{kit.IconView(icon, front)}
	x.icon.Refresh()
	x.words.SetText(strings.Join(parts, " "))
	x.why.Hidden, x.choose.Hidden = x.full == "" || state.Reason == "" && state.Stuck == "", !choosing
	x.display(len(parts) > 0 && x.s.place != Welcome)
}

// follow keeps in mind what was said before: that the connection is back is only news to somebody who was
// told that it was gone.
func (x *strip) follow(state desk.LinkState) {
	switch {
	case !state.Connected && !x.lost:
		x.back = false
		gone := shortLoss
		if !state.Since.IsZero() {
			gone = x.s.Desk.Clock().Sub(state.Since)
		}
		if gone < shortLoss {
			x.later(shortLoss - gone)
			return
		}
		x.halt()
		x.lost = true
	case state.Connected && x.lost && state.Waiting == 0:
		x.lost, x.back = false, true
		x.later(backStays)
	case state.Connected && !x.lost && !x.back:
		x.halt()
	}
}

func (x *strip) since(state desk.LinkState) string {
	if state.Since.IsZero() {
		return lang.L("No connection to the shared records.")
	}
	when := x.s.Desk.Moment(state.Since)
	if t := x.s.Desk.In(state.Since); clinic.DateOf(t) == x.s.Desk.Today() {
		when = t.Format("15:04")
	}
	return lang.L("No connection to the shared records since {{.Time}}.", map[string]any{"Time": when})
}

func (x *strip) display(on bool) {
	if x.object.Hidden == on {
		x.object.Hidden = !on
		x.s.under.Refresh()
		return
	}
	if on {
		x.object.Refresh()
	}
}

// linkWatch hands what the link tells from any goroutine to the UI thread, once however often it was told.
type linkWatch struct {
	do      func()
	mu      sync.Mutex
	waiting bool
}

func (w *linkWatch) changed() {
	w.mu.Lock()
	ask := !w.waiting
	w.waiting = true
	w.mu.Unlock()
	if ask {
		fyne.Do(func() {
			w.mu.Lock()
			w.waiting = false
			w.mu.Unlock()
			w.do()
		})
	}
}

// watchLink follows the link until the window closes.
func (s *Shell) watchLink() (cancel func()) {
	if s.Desk.Link == nil {
		return func() {}
	}
	w := &linkWatch{do: s.linkChanged}
	stop := s.Desk.Link.OnState(w.changed)
	return func() {
		stop()
		s.strip.halt()
	}
}

func (s *Shell) linkChanged() {
	if s.closed || s.barred {
		return
	}
	if state := s.Desk.Link.State(); state.ShutOut {
		s.bar(state)
		return
	}
	s.strip.look()
	tell := func(screen desk.Screen) {
		if w, ok := screen.(desk.Watcher); ok {
			w.LinkChanged()
		}
	}
	for _, screen := range s.places {
		tell(screen)
	}
	if s.work != nil {
		s.work.refreshOthers()
		for _, screen := range s.work.screens {
			tell(screen)
		}
	}
}

// bar shows nothing of the records any more, and holds nothing of them: the shared records let this computer in no
// longer, so it may be in the wrong hands.
func (s *Shell) bar(state desk.LinkState) {
	s.barred = true
	s.stopOpening()
	s.search.close()
	s.Window.Canvas().Unfocus()
	s.closeOverlays()
	s.notice.Dismiss()
	s.strip.halt()
	s.work, s.kept, s.place, s.covered, s.held = nil, nil, "", nil, ""
	s.body.Objects, s.root.Objects = nil, nil
	clear(s.places)
	clear(s.missed)
	s.Desk.ForgetAll()
	words := []fyne.CanvasObject{kit.Heading(lang.L("This computer is shut out")).Wrap(), kit.Body(state.Reason).Wrap()}
	if state.Waiting > 0 {
		words = append(words, kit.Body(lang.N("{{.Count}} changes made here were not sent. They stay on this computer and are sent when it is let in again.",
			state.Waiting, map[string]any{"Count": state.Waiting})).Wrap())
	}
	end := kit.PrimaryButton(lang.L("Close"), "", s.Close)
	words = append(words, container.NewHBox(end))
	s.Window.SetContent(container.NewStack(kit.NewPlate(kit.ColorSurface, 0),
		container.NewCenter(kit.MinWidth(480, kit.StackGap(kit.GapWide, words...)))))
	s.Window.Canvas().Focus(end)
}
