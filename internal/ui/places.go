package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/diary"
	"regimen/internal/ui/differences"
	"regimen/internal/ui/due"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/patients"
	"regimen/internal/ui/settings"
	"regimen/internal/ui/takings"
	"regimen/internal/ui/today"
	"regimen/internal/ui/welcome"
	"regimen/internal/words"
)

// Place is what the window shows.
type Place string

// The places.
const (
	Today       Place = "today"
	Diary       Place = "diary"
	Patients    Place = "patients"
	Money       Place = "money"
	Due         Place = "due"
	Settings    Place = "settings"
	Keys        Place = "keys"
	New         Place = "new"
	Welcome     Place = "welcome"
	Differences Place = "differences" // reached from the strip
	Duplicates  Place = "duplicates"  // reached from the patients
	Joining     Place = "joining"     // reached from a patient who was entered twice
	Record      Place = "record"      // a patient's workspace, which has no row: see sectionRow
)

// placeRow is all that sets one place of the window apart from the others. The rail, the header, the keys and the
// page that tells of them walk the rows.
type placeRow struct {
	place Place
	sense clinic.Sense
	name  string
	quiet string                   // beside the name
	icon  kit.IconName             // on the rail; "" for a place that is reached otherwise
	foot  bool                     // at the foot of the rail
	key   fyne.KeyName             // with Ctrl; "" for none
	keys  string                   // what the key is called
	does  string                   // and what it does
	adds  bool                     // a new patient is offered beside the search
	open  func(*Shell) desk.Screen // nil for a place whose screen is made by whoever goes there
}

// placeRows are the places, in the order of the rail.
func placeRows(s *Shell) []placeRow {
	return []placeRow{
		{
			place: Today, sense: clinic.Clinical, name: lang.L("Today"), quiet: words.LongWithWeekday(s.Desk.Today()), icon: kit.IconToday,
			key: fyne.KeyT, keys: lang.L("Ctrl+T"), does: lang.L("Today"), adds: true,
			open: func(s *Shell) desk.Screen {
				return today.New(s.Desk, s.reasons, func() { s.NewPatient("") }, s.goDue, s.goSettings)
			},
		},
		{
			place: Diary, sense: clinic.Diary, name: lang.L("Diary"), icon: kit.IconDiary,
			key: fyne.KeyB, keys: lang.L("Ctrl+B"), does: lang.L("The diary"),
			open: func(s *Shell) desk.Screen { return diary.New(s.Desk) },
		},
		{
			place: Patients, sense: clinic.Identity, name: lang.L("Patients"), icon: kit.IconPatients,
			key: fyne.KeyL, keys: lang.L("Ctrl+L"), does: lang.L("The list of patients"), adds: true,
			open: func(s *Shell) desk.Screen {
				return patients.NewList(s.Desk, func() { s.NewPatient("") }, func() { s.Go(Duplicates) })
			},
		},
		{
			place: Money, sense: clinic.Money, name: lang.L("Money"), quiet: lang.L("Takings, the till and what is owed"), icon: kit.IconOwed,
			key: fyne.KeyM, keys: lang.L("Ctrl+M"), does: lang.L("The takings and what is owed"),
			open: func(s *Shell) desk.Screen { return takings.New(s.Desk) },
		},
		{
			place: Due, sense: clinic.Clinical, name: lang.L("Plans due"), quiet: lang.L("Every plan that runs or is being written"), icon: kit.IconDue,
			key: fyne.KeyD, keys: lang.L("Ctrl+D"), does: lang.L("Plans due"),
			open: func(s *Shell) desk.Screen { return due.New(s.Desk, s.reasons) },
		},
		{
			place: Settings, sense: clinic.SetUp, name: lang.L("Settings"), quiet: lang.L("Saved as you type"), icon: kit.IconSettings, foot: true,
			key: fyne.KeyComma, keys: lang.L("Ctrl+,"), does: lang.L("Settings"),
			open: (*Shell).newSettings,
		},
		{
			place: Keys, sense: clinic.SetUp, name: lang.L("Keys"),
			key: fyne.KeySlash, keys: lang.L("F1, Ctrl+/"), does: lang.L("The keys"),
			open: func(s *Shell) desk.Screen { return newKeysPage(s.Window, s.keys(), func() { s.back() }) },
		},
		{place: New, sense: clinic.Identity, name: lang.L("New patient"), quiet: lang.L("Only a name is needed to begin")},
		{place: Joining, sense: clinic.Identity, name: lang.L("Two records side by side"), quiet: lang.L("Nothing is done before you join them")},
		{place: Welcome, sense: clinic.SetUp, open: (*Shell).newWelcome},
		{
			place: Differences, sense: clinic.Clinical, name: lang.L("Differences"), quiet: lang.L("Written here and elsewhere at the same time"),
			open: func(s *Shell) desk.Screen { return differences.New(s.Desk) },
		},
		{
			place: Duplicates, sense: clinic.Identity, name: lang.L("Duplicates"), quiet: lang.L("Patients who may have been entered twice"),
			open: func(s *Shell) desk.Screen { return patients.NewDuplicates(s.Desk, s.sideBySide) },
		},
	}
}

// row is that of a place; the first place's where there is none.
func (s *Shell) row(p Place) placeRow {
	rows := placeRows(s)
	for _, r := range rows {
		if r.place == p {
			return r
		}
	}
	return rows[0]
}

// title is the header over a place.
func (s *Shell) title(p Place) fyne.CanvasObject {
	r := s.row(p)
	h, o := newHeader(r.name, r.quiet)
	if r.adds {
		h.less = s.chrome.addRoom()
	}
	return o
}

func (s *Shell) newSettings() desk.Screen {
	return settings.New(s.Desk, settings.Options{
		DataDir: s.opt.DataDir, Version: s.opt.Version,
		Restyle: s.applyAppearance, Keys: func() { s.Go(Keys) },
		Try: s.opt.TryConnection, Keyring: s.opt.Keyring, Close: s.Close, Restore: s.restoring(),
	})
}

func (s *Shell) newWelcome() desk.Screen {
	var restore func()
	if s.opt.Restore != nil {
		restore = func() { s.goSettings(true) }
	}
	return welcome.New(s.Desk, s.opt.LoadSample, restore, func() {
		s.missed.forget(s.places[Welcome])
		delete(s.places, Welcome)
		s.Go(Today)
	})
}

// sectionRow is all that sets one section of a patient's workspace apart from the others, but for what is in it: see
// Options.Sections.
type sectionRow struct {
	section desk.Section
	sense   clinic.Sense
	name    string
	icon    kit.IconName
}

// sectionRows are the sections, in the order of the tabs and of their keys.
func sectionRows() []sectionRow {
	return []sectionRow{
		{desk.Summary, clinic.Clinical, lang.L("Summary"), kit.IconFigure},
		{desk.Assess, clinic.Clinical, lang.L("Assess"), kit.IconAssess},
		{desk.Plan, clinic.Clinical, lang.L("Plan"), kit.IconPlan},
		{desk.Sessions, clinic.Clinical, lang.L("Sessions"), kit.IconSession},
		{desk.Progress, clinic.Clinical, lang.L("Progress"), kit.IconProgress},
		{desk.Documents, clinic.Clinical, lang.L("Documents"), kit.IconDocument},
		{desk.Details, clinic.Identity, lang.L("Details"), kit.IconPerson},
		{desk.Account, clinic.Money, lang.L("Account"), kit.IconOwed},
	}
}
