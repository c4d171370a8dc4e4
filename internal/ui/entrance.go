package ui

import (
	"context"
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/connection"
	"regimen/internal/store"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/settings"
	"regimen/internal/words"
)

// unseen is how long shared records may take to open before anything is said of it: where all is well the
// first thing that is seen is the window itself.
const unseen = 400 * time.Millisecond

// Opened are records that were opened and are not shown yet.
type Opened struct {
	// Show goes on with them in a window of their own, which says what is wrong and what was done, "" for
	// nothing. It is called on the UI thread.
	Show func(notice, done string)
	// Close lets them go instead. It may take its time.
	Close func()
}

// EntranceOptions are what the way to shared records needs.
type EntranceOptions struct {
	Connection connection.Settings
	Password   string // "" for the one in the keyring
	// Unread says why it is not known which records to open: nothing is tried then, and nothing taken for
	// granted.
	Unread error
	// ForNow: the records were named for this run only, and nothing that is chosen here is kept but the
	// certificate of a connection file.
	ForNow  bool
	DataDir string
	Keyring connection.Keyring
	// Open opens shared records and OpenOwn those of this computer. They are called away from the UI thread,
	// one at a time. Their errors are sentences.
	Open    func(ctx context.Context, c connection.Settings, password string) (Opened, error)
	OpenOwn func(ctx context.Context) (Opened, error)
	// Own: the records are this computer's own, and no others are asked for.
	Own bool
	// Restore puts a backup in the place of this computer's own records, and says where what was there before is
	// kept, "" when there was nothing. nil where none can be brought back.
	Restore func(ctx context.Context, file string) (kept string, err error)
	// Waiting counts what was written on this computer and not sent yet. An error says that it is not known.
	Waiting func() (int, error)
	// Shown is called with the window once it is up; nil for nobody.
	Shown func(fyne.Window)
	// Room is how large the window can be on its screen; nil leaves it small.
	Room  func(fyne.Window) fyne.Size
	After kit.After // kit.RealAfter unless set
}

// Entrance stands before the window where the records are shared, or did not open: it opens them, says what keeps it from
// doing so, and lets the person choose how to go on. Its methods are called on the UI thread.
type Entrance struct {
	Window fyne.Window // nil until there is something to say

	app  fyne.App
	opt  EntranceOptions
	last attempt // what Try again tries
	job  *kit.Job
	next fyne.Focusable // what is to be done next
	back func()         // shows again what was shown before the connection is changed
	bar  *widget.ProgressBarInfinite
	// scroll holds what the window says, without the foot.
	scroll *kit.DragScroll
	late   func() // stops the waiting for the window to be shown
	over   bool
}

// attempt is one try to open shared records.
type attempt struct {
	connection connection.Settings
	password   string // "" for the one in the keyring
	keep       bool   // the password is put into the keyring when it was right
	chosen     bool   // the connection is another one now, and kept when it works
	// failed shows an error in place of what is shown otherwise; nil for that.
	failed func(error)
}

// outcome is what came of an attempt.
type outcome struct {
	opened  Opened
	notice  string
	waiting string // what is said of what was not sent yet
	keyring bool   // there is one
	asked   error  // why the password is to be asked for
}

// errStopped is the person's own wish.
var errStopped = errors.New("Connecting was stopped. Nothing was changed.")

// NewEntrance shows nothing yet.
func NewEntrance(app fyne.App, o EntranceOptions) *Entrance {
	if o.After == nil {
		o.After = kit.RealAfter
	}
	return &Entrance{app: app, opt: o, late: func() {}, last: attempt{connection: o.Connection, password: o.Password}}
}

// Begin tries to open the records, or says why that cannot be tried.
func (e *Entrance) Begin() {
	switch {
	case e.opt.Own:
		e.tryOwn()
	case e.opt.Unread != nil:
		e.unread()
	default:
		e.try(e.last)
	}
}

// Restore brings a backup back in the place of this computer's own records and goes on with them. leave closes the
// window that shows them now, once there is this one.
func (e *Entrance) Restore(file string, leave func()) {
	e.connecting(lang.L("Bringing the backup back…"))
	leave()
	e.bringBack(file)
}

func (e *Entrance) bringBack(file string) {
	kept, restored := "", false
	e.work(lang.L("Bringing the backup back…"), func(ctx context.Context) (out outcome, err error) {
		if kept, err = e.opt.Restore(ctx, file); err != nil {
			return out, err
		}
		restored = true
		return e.openOwn(ctx)
	}, func(out outcome, err error) {
		facts := map[string]any{"File": file, "Kept": kept}
		done := lang.L("The backup is in place: {{.File}}.", facts)
		if kept != "" {
			done = lang.L("The backup is in place: {{.File}}. What was there before is kept as {{.Kept}}.", facts)
		}
		switch {
		case err == nil:
			e.enter(out.opened, out.notice, done)
		case restored:
			e.failed(lang.L("The records did not open after the backup was brought back"), done, e.tryOwn, out, err, e.restoreButton()...)
		default:
			e.failed(lang.L("The backup was not brought back"), file, func() { e.bringBack(file) }, out, err,
				append(e.restoreButton(), kit.NewButton(lang.L("Open the records that are there"), "", e.tryOwn))...)
		}
	})
}

// restoreButton leads to the backups; there is none where none can be brought back.
func (e *Entrance) restoreButton() []fyne.CanvasObject {
	if e.opt.Restore == nil {
		return nil
	}
	return []fyne.CanvasObject{kit.NewButton(lang.L("Restore a backup"), kit.IconHistory, e.chooseBackup)}
}

// chooseBackup lets the person choose a backup to be brought back.
func (e *Entrance) chooseBackup() {
	form := settings.NewRestoreForm(settings.RestoreOptions{
		DataDir: e.opt.DataDir, Window: func() fyne.Window { return e.Window }, After: e.opt.After, Restore: e.bringBack,
	})
	e.enlarge()
	e.show(nil, kit.FlowRow(kit.NewButton(lang.L("Go back"), "", e.back)), lang.L("Restore a backup"), form.Object())
	form.Choose()
}

// Close gives up, and the program ends.
func (e *Entrance) Close() {
	if e.over {
		return
	}
	e.end()
	e.app.Quit()
}

func (e *Entrance) end() {
	e.over = true
	e.late()
	e.rest()
	if e.job != nil {
		e.job.Cancel()
	}
	if e.Window != nil {
		e.Window.Close()
	}
}

func (e *Entrance) try(a attempt) {
	e.last = a
	e.work(lang.L("Connecting to {{.Computer}}…", map[string]any{"Computer": a.connection.Host}),
		func(ctx context.Context) (outcome, error) { return e.open(ctx, a) },
		func(out outcome, err error) { e.tried(a, out, err) })
}

// work shows that something is being opened until it is, unless it is quick.
func (e *Entrance) work(title string, run func(context.Context) (outcome, error), done func(outcome, error)) {
	e.late()
	wait := func() { e.connecting(title) }
	if e.Window != nil {
		wait()
	} else {
		e.late = e.opt.After(unseen, wait)
	}
	ended := false
	job := kit.Work(run, func(out outcome, err error) {
		ended = true
		e.job = nil
		e.late()
		e.rest()
		switch {
		case e.over && err == nil:
			e.letGo(out.opened)
		case e.over:
		default:
			done(out, err)
		}
	})
	if !ended {
		e.job = job
	}
}

// letGo closes what nobody wants any more.
func (e *Entrance) letGo(o Opened) {
	kit.Work(func(context.Context) (struct{}, error) {
		o.Close()
		return struct{}{}, nil
	}, func(struct{}, error) {})
}

// open is an attempt, away from the UI thread.
func (e *Entrance) open(ctx context.Context, a attempt) (out outcome, err error) {
	defer func() {
		if err != nil {
			out.waiting = e.waiting()
		}
		if ctx.Err() != nil {
			if err == nil {
				out.opened.Close()
			}
			err = errStopped
		}
	}()
	password := a.password
	var lacking error
	if password == "" {
		password, lacking = connection.Kept(ctx, e.opt.Keyring, a.connection)
		if a.connection.AskPassword {
			out.asked = connection.ErrNoPassword
			out.keyring = e.keyring(ctx, a.connection)
			return out, out.asked
		}
	}
	// Without a password the records are tried all the same: some servers know a computer without one.
	out.opened, err = e.opt.Open(ctx, a.connection, password)
	if err == nil {
		out.notice = e.keep(a)
		return out, nil
	}
	if errors.Is(err, store.ErrPassword) {
		out.asked = err
		if password == "" && lacking != nil {
			out.asked = lacking
		}
		out.keyring = e.keyring(ctx, a.connection)
	}
	return out, err
}

func (e *Entrance) keyring(ctx context.Context, c connection.Settings) bool {
	_, err := connection.Kept(ctx, e.opt.Keyring, c)
	return err == nil || errors.Is(err, connection.ErrNoPassword)
}

// keep keeps what turned out to be right. What cannot be kept does not keep anybody out: it is said in the
// window.
func (e *Entrance) keep(a attempt) (notice string) {
	c, said := a.connection, []string(nil)
	if a.keep {
		err := e.opt.Keyring.SetPassword(c, a.password)
		c.AskPassword = err != nil
		if err != nil {
			said = append(said, words.Error(err), lang.L("It is asked for at each start."))
		}
	}
	c.Shared = true
	if !e.opt.ForNow && (a.chosen || c != e.opt.Connection) {
		if err := connection.Save(e.opt.DataDir, c); err != nil {
			said = append(said, words.Error(err))
		}
	}
	return strings.Join(said, " ")
}

func (e *Entrance) tried(a attempt, out outcome, err error) {
	switch {
	case err == nil:
		e.enter(out.opened, out.notice, "")
	case a.failed != nil:
		if out.asked != nil {
			err = out.asked
		}
		a.failed(err)
	case out.asked != nil:
		e.ask(a, out)
	default:
		e.failed(lang.L("The shared records did not open"), a.connection.String(), func() { e.try(a) }, out, err)
	}
}

// enter goes on in the window, and only then leaves: an app without a window ends.
func (e *Entrance) enter(o Opened, notice, done string) {
	o.Show(notice, done)
	e.end()
}

// own goes on with the records of this computer, once the person said that they are meant.
func (e *Entrance) own() {
	lasting := ""
	if !e.opt.ForNow {
		lasting = lang.L("Regimen starts with them from now on, until you choose the shared records again in the settings.")
	}
	kit.Confirm(e.Window, lang.L("Work with this computer's own records?"),
		words.Sentences(lang.L("They are other records. Nothing of the shared ones is in them, and what you write in them does not go there."), lasting, e.waiting()),
		lang.L("Use its own records"), lang.L("Go back"), false, func(yes bool) {
			if yes {
				e.tryOwn()
				return
			}
			e.goOn()
		})
}

func (e *Entrance) tryOwn() {
	e.work(lang.L("Opening this computer's own records…"), e.openOwn, func(out outcome, err error) {
		if err != nil {
			e.failed(lang.L("This computer's own records did not open"), "", e.tryOwn, out, err, e.restoreButton()...)
			return
		}
		e.enter(out.opened, out.notice, "")
	})
}

func (e *Entrance) openOwn(ctx context.Context) (out outcome, err error) {
	if out.opened, err = e.opt.OpenOwn(ctx); err != nil {
		out.waiting = e.waiting()
		if ctx.Err() != nil {
			err = errStopped
		}
		return out, err
	}
	if !e.opt.ForNow && !e.opt.Own {
		c := e.opt.Connection
		c.Shared = false
		if err := connection.Save(e.opt.DataDir, c); err != nil {
			out.notice = words.Error(err)
		}
	}
	return out, nil
}

// waiting says what was written here and not sent, and that it is safe; "" for nothing.
func (e *Entrance) waiting() string {
	n, err := e.opt.Waiting()
	switch {
	case err != nil:
		return lang.L("It cannot be read how many changes made on this computer wait to be sent. Those that do are kept in its data folder.")
	case n == 0:
		return ""
	}
	return lang.N("{{.Count}} changes made on this computer wait to be sent. They are safe here.", n, map[string]any{"Count": n})
}

// entranceSize has room for what is said, also on a small screen where everything is drawn twice as large.
// formSize shows most of the fields of a connection at once.
var entranceSize, formSize = fyne.NewSize(640, 376), fyne.NewSize(640, 660)

// show puts parts into the window under a title, with the buttons at the foot, where they stay in sight, and gives
// what is to be done next the keyboard. The window is made when there is something to say.
func (e *Entrance) show(next fyne.Focusable, foot fyne.CanvasObject, title string, parts ...fyne.CanvasObject) {
	first := e.Window == nil
	if first {
		e.Window = e.app.NewWindow(lang.L("Regimen"))
		e.Window.SetIcon(kit.AppIcon())
		e.Window.SetPadded(false)
		e.Window.SetCloseIntercept(e.Close)
	}
	body := kit.StackGap(kit.GapWide, append([]fyne.CanvasObject{kit.Heading(title).Wrap()}, parts...)...)
	e.scroll = kit.NewDragScroll(container.New(layout.NewCustomPaddedLayout(kit.GapRoomy, 0, kit.GapRoomy, kit.GapRoomy), body))
	e.Window.SetContent(container.NewStack(kit.NewPlate(kit.ColorSurface, 0), kit.Border(nil,
		kit.PadSides(kit.GapRoomy, kit.GapWide, foot), nil, nil,
		e.scroll)))
	e.Window.Canvas().SetOnTypedKey(nil)
	e.next = next
	if first {
		e.Window.Resize(entranceSize)
		e.Window.CenterOnScreen()
		e.Window.Show()
		if e.opt.Shown != nil {
			e.opt.Shown(e.Window)
		}
	}
	e.goOn()
}

// goOn gives the keyboard to what is to be done next.
func (e *Entrance) goOn() {
	if e.next != nil {
		e.Window.Canvas().Focus(e.next)
	}
}

// reveal brings a part into sight, where the window is too small for all, once the text has found its lines.
func (e *Entrance) reveal(part fyne.CanvasObject) {
	in := e.scroll
	e.opt.After(50*time.Millisecond, func() {
		if in == e.scroll && !e.over {
			in.Reveal(part)
		}
	})
}

// connecting shows that something goes on. Nothing has the keyboard, so that a second press of Enter does
// not cancel what the first one began.
func (e *Entrance) connecting(title string) {
	e.bar = widget.NewProgressBarInfinite()
	cancel := kit.NewButton(lang.L("Cancel"), kit.IconClose, nil)
	cancel.OnTapped = func() {
		cancel.Disable()
		cancel.SetText(lang.L("Stopping…"))
		e.job.Cancel()
	}
	e.show(nil, kit.FlowRow(cancel), title, e.bar)
	e.Window.Canvas().SetOnTypedKey(func(k *fyne.KeyEvent) {
		if k.Name == fyne.KeyEscape && !cancel.Disabled() {
			cancel.OnTapped()
		}
	})
}

// rest ends what moves.
func (e *Entrance) rest() {
	if e.bar != nil {
		e.bar.Stop()
		e.bar = nil
	}
}

// ways are the buttons beside the one to press next.
func (e *Entrance) ways(next *kit.Button, more ...fyne.CanvasObject) fyne.CanvasObject {
	all := append([]fyne.CanvasObject{next}, more...)
	if !e.opt.Own {
		all = append(all, kit.NewButton(lang.L("Work with this computer's own records"), "", e.own))
	}
	return kit.FlowRow(append(all, kit.NewButton(lang.L("Close"), "", e.Close))...)
}

func (e *Entrance) changeButton() *kit.Button {
	return kit.NewButton(lang.L("Change the connection"), "", e.change)
}

// unread says that it is not known which records to open.
func (e *Entrance) unread() {
	change := kit.PrimaryButton(lang.L("Change the connection"), kit.IconEdit, e.change)
	e.back = e.unread
	e.show(change, e.ways(change), lang.L("It is not known which records to open"), kit.Body(e.opt.Unread.Error()).Wrap())
}

// failed says why records did not open.
func (e *Entrance) failed(title, where string, again func(), out outcome, err error, more ...fyne.CanvasObject) {
	e.back = func() { e.failed(title, where, again, out, err, more...) }
	parts := []fyne.CanvasObject{kit.Body(words.Error(err)).Wrap()}
	if where != "" {
		parts = append([]fyne.CanvasObject{kit.QuietText(where).Wrap()}, parts...)
	}
	if out.waiting != "" {
		parts = append(parts, kit.Strong(out.waiting).Wrap())
	}
	next := kit.PrimaryButton(lang.L("Try again"), kit.IconRefresh, again)
	if !e.opt.Own {
		more = append(more, e.changeButton())
	}
	e.show(next, e.ways(next, more...), title, parts...)
}

// ask asks for the password.
func (e *Entrance) ask(a attempt, out outcome) {
	password := settings.NewPasswordEntry()
	field := kit.NewField(lang.L("Password of {{.User}} at {{.Where}}", map[string]any{"User": a.connection.User, "Where": a.connection.String()}), password)
	keep := kit.NewMultiChips([]kit.Option{{ID: "keep", Label: lang.L("Keep it in this computer's keyring")}}, nil)
	keep.Hidden = !out.keyring
	if !a.connection.AskPassword {
		keep.SetChosen("keep")
	}
	connect := func() {
		if password.Text == "" {
			field.SetError(lang.L("Type the password."))
			e.goOn()
			return
		}
		again := a
		again.password, again.keep = password.Text, !keep.Hidden && len(keep.Chosen()) > 0
		e.try(again)
	}
	password.OnChanged = func(string) { field.SetError("") }
	password.OnSubmitted = func(string) { connect() }
	switch {
	case errors.Is(out.asked, store.ErrPassword):
		field.SetError(out.asked.Error())
	case errors.Is(out.asked, connection.ErrNoKeyring):
		field.Help(out.asked.Error())
	}
	e.back = func() { e.ask(a, out) }
	e.show(password, e.ways(kit.PrimaryButton(lang.L("Connect"), kit.IconCheck, connect), e.changeButton()),
		lang.L("The shared records ask for a password"), field, keep)
}

// change shows the fields of the connection.
func (e *Entrance) change() {
	form := settings.NewConnectionForm(e.opt.DataDir, e.opt.Keyring, func() fyne.Window { return e.Window }, e.opt.After)
	result := kit.NewNotice(e.opt.After)
	c := e.last.connection
	form.Put(c)
	back := e.back
	var show func(focus bool)
	connect := func() {
		c, ok := form.Check()
		if !ok {
			result.Fail(errors.New(lang.L("Something is missing or cannot be used. It is said at the field.")), nil)
			return
		}
		result.Dismiss()
		e.try(attempt{
			connection: c, password: form.Typed(), keep: form.Typed() != "" && !e.opt.ForNow, chosen: true,
			failed: func(err error) {
				show(false)
				if errors.Is(err, store.ErrPassword) || errors.Is(err, connection.ErrNoPassword) || errors.Is(err, connection.ErrNoKeyring) {
					e.reveal(form.RefusePassword(words.Error(err)))
					return
				}
				result.Fail(err, nil)
			},
		})
	}
	form.OnEnter = connect
	form.OnForget = func(err error) {
		if err != nil {
			result.Fail(err, nil)
		}
	}
	show = func(focus bool) {
		next := kit.PrimaryButton(lang.L("Connect"), kit.IconCheck, connect)
		e.show(next, kit.Stack(result, kit.FlowRow(next, kit.NewButton(lang.L("Go back"), "", back))),
			lang.L("Change the connection"), form.Object())
		if focus {
			e.reveal(form.Focus())
		}
	}
	e.enlarge()
	show(true)
}

// enlarge gives the window room for a form, as far as its screen has it.
func (e *Entrance) enlarge() {
	if e.opt.Room == nil {
		return
	}
	now, most := e.Window.Canvas().Size(), e.opt.Room(e.Window)
	e.Window.Resize(now.Max(formSize.Min(most)))
	e.Window.CenterOnScreen()
}
