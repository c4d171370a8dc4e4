// Package cover is the window while a patient holds it: what the patient has to do and nothing else, until the
// practitioner takes it back.
package cover

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
)

// Wrong PINs are counted; after mostTries nothing is taken for a while.
const (
	mostTries = 5
	restsFor  = 30 * time.Second
)

// Cover is what the window shows.
type Cover struct {
	d       *desk.Desk
	content fyne.CanvasObject
	freed   func()
	then    func() // after freed, once
	centre  *fyne.Container
	ask     *kit.Button
	root    fyne.CanvasObject

	pin    *kit.Entry
	field  *kit.Field
	enter  *kit.Button
	tries  int
	until  time.Time
	asking bool
	job    *kit.Job
}

// New covers the window with content; freed is called when the practitioner took it back.
func New(d *desk.Desk, content fyne.CanvasObject, freed func()) *Cover {
	c := &Cover{d: d, content: content, freed: freed, centre: container.NewStack(content)}
	c.ask = kit.QuietButton(lang.L("For the practitioner"), kit.IconLock, func() { c.Ask(nil) })
	foot := kit.PadSides(kit.GapRoomy, kit.Gap, container.NewHBox(layout.NewSpacer(), c.ask))
	c.root = container.NewStack(kit.NewPlate(kit.ColorSurface, 0), kit.Border(nil, foot, nil, nil, c.centre))
	return c
}

// Object is what is shown.
func (c *Cover) Object() fyne.CanvasObject { return c.root }

// Ask asks the practitioner to show who they are. Once they have, the window is theirs, and then is called;
// it may be nil.
func (c *Cover) Ask(then func()) {
	c.then = then
	if c.asking {
		return
	}
	has, err := c.d.HasPIN()
	c.asking = true
	c.ask.Hide()
	c.pin = nil
	back := kit.NewButton(lang.L("Back to the questions"), kit.IconChevronLeft, c.back)
	var body *fyne.Container
	var focus fyne.Focusable
	switch {
	case err != nil:
		// Not knowing whether there is a PIN is no reason to do without.
		c.d.Log.Error("reading a preference", "key", "practitioner PIN", "error", err)
		body = kit.StackGap(kit.GapWide, kit.Large(lang.L("The PIN cannot be read just now. Go back and try again.")).Wrap())
		focus = back
	case has:
		body = c.pad()
		focus = c.pin
	default:
		hold := kit.NewHoldButton(lang.L("For the practitioner: hold for 3 seconds"), c.d.Later, c.free)
		body = kit.StackGap(kit.GapWide, kit.Large(lang.L("Only the practitioner goes on from here.")).Wrap(), hold,
			kit.QuietText(lang.L("A PIN can be set in the settings of this computer.")).Wrap())
		focus = hold
	}
	body.Objects = append([]fyne.CanvasObject{kit.Title(lang.L("For the practitioner"))}, body.Objects...)
	body.Add(container.NewHBox(back))
	c.show(kit.NewDragScroll(kit.Pad(kit.GapRoomy, container.NewCenter(kit.MinWidth(padWidth, body)))))
	c.d.Window.Canvas().Focus(focus)
}

// TypedKey gives a key that nothing has the keyboard for to what the patient does, where that takes any.
func (c *Cover) TypedKey(e *fyne.KeyEvent) {
	if to, ok := c.content.(interface{ TypedKey(e *fyne.KeyEvent) }); ok && !c.asking {
		to.TypedKey(e)
	}
}

func (c *Cover) show(o fyne.CanvasObject) {
	c.centre.Objects = []fyne.CanvasObject{o}
	c.centre.Refresh()
	c.root.Refresh()
}

func (c *Cover) back() {
	c.d.Window.Canvas().Unfocus()
	c.asking, c.then = false, nil
	c.ask.Show()
	c.show(c.content)
}

func (c *Cover) free() {
	c.asking = false
	c.freed()
	if c.then != nil {
		c.then()
	}
}

const padWidth float32 = 420

// pad takes the PIN, by large keys or typed.
func (c *Cover) pad() *fyne.Container {
	c.pin = kit.NewEntry("", func(text string) {
		if digits := onlyDigits(text); digits != text {
			c.pin.SetText(digits)
		}
	})
	c.pin.Password = true
	c.pin.OnSubmitted = func(string) { c.check() }
	c.field = kit.NewField(lang.L("PIN"), c.pin)
	keys := container.New(layout.NewGridLayoutWithColumns(3))
	for _, digit := range []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"} {
		keys.Add(c.key(digit))
	}
	erase := kit.IconButton(kit.IconEraser, lang.L("Take back the last digit"), func() {
		if n := len(c.pin.Text); n > 0 {
			c.pin.SetText(c.pin.Text[:n-1])
		}
	})
	c.enter = kit.PrimaryButton(lang.L("Enter"), "", c.check)
	keys.Add(erase)
	keys.Add(c.key("0"))
	keys.Add(c.enter)
	return kit.StackGap(kit.GapWide, c.field, keys)
}

func (c *Cover) key(digit string) fyne.CanvasObject {
	return kit.MinHeight(56, kit.NewButton(digit, "", func() { c.pin.SetText(c.pin.Text + digit) }))
}

func onlyDigits(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
	return s[:min(len(s), desk.MostPIN)]
}

// check compares the PIN away from the UI thread: it takes a moment on purpose.
func (c *Cover) check() {
	digits := c.pin.Text
	switch {
	case c.job != nil || digits == "":
		return
	case c.d.Clock().Before(c.until):
		c.field.SetError(lang.L("Too many wrong PINs. Wait half a minute, then try again."))
		return
	}
	type answer struct {
		right bool
		err   error
	}
	pin := c.pin
	done := false
	job := kit.Work(func(context.Context) (answer, error) {
		right, err := c.d.CheckPIN(digits)
		return answer{right, err}, nil
	}, func(a answer, _ error) {
		done = true
		c.job = nil
		if c.pin != pin || !c.asking {
			return // they went back meanwhile
		}
		switch {
		case a.err != nil:
			c.d.Log.Error("reading a preference", "key", "practitioner PIN", "error", a.err)
			c.field.SetError(lang.L("The PIN cannot be read just now. Go back and try again."))
		case a.right:
			c.tries = 0
			c.free()
		default:
			c.wrong()
		}
	})
	if !done {
		c.job = job
	}
}

func (c *Cover) wrong() {
	c.pin.SetText("")
	c.field.SetError(lang.L("This is not the PIN."))
	if c.tries++; c.tries >= mostTries {
		c.tries = 0
		c.until = c.d.Clock().Add(restsFor)
		c.field.SetError(lang.L("Too many wrong PINs. Wait half a minute, then try again."))
	}
	c.d.Window.Canvas().Focus(c.pin)
}
