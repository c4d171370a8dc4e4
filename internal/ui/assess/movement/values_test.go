package movement

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/assess/measured"
	"regimen/internal/ui/assess/step/steptest"
)

// cell is the field of a value that is in sight.
func (b *bench) cell(k measured.Key) *measured.Cell {
	b.T.Helper()
	m := b.step
	var rows []*valueRow
	switch p := m.Page(m.Topic).(type) {
	case *motionPage:
		rows = p.inSight()
	case *otherPage:
		for _, block := range p.blocks {
			for _, r := range block.rows {
				rows = append(rows, r)
			}
		}
	}
	for _, r := range rows {
		for _, c := range r.cells {
			switch v := c.(type) {
			case *motionCell:
				if v.Key == k {
					return v.Cell
				}
			case *measured.Cell:
				if v.Key == k {
					return v
				}
			}
		}
	}
	b.T.Fatalf("%+v is not in sight", k)
	return nil
}

// motion is the field of a movement in sight, with its figure.
func (b *bench) motion(k measured.Key) *motionCell {
	b.T.Helper()
	for _, c := range b.row(k).cells {
		if v, ok := c.(*motionCell); ok && v.Key == k {
			return v
		}
	}
	b.T.Fatalf("%+v has no figure", k)
	return nil
}

// measure types a value into its field and leaves it.
func (b *bench) measure(k measured.Key, text string) *measured.Cell {
	b.T.Helper()
	c := b.cell(k)
	c.Entry.SetText("")
	b.TypeInto(c.Entry, text)
	b.Window.Canvas().Unfocus()
	b.Settle()
	return c
}

func (b *bench) value(k measured.Key) *clinic.Measurement {
	for _, m := range b.Chart().MeasurementsOf(b.Host.Assessment) {
		if measured.KeyOf(&m) == k {
			return &m
		}
	}
	return nil
}

func TestMovementIsTypedOrStepped(t *testing.T) {
	b := on(steptest.New(t, New))
	b.open("Shoulder")
	b.MustSay("Patient’s left", "Patient’s right", "usual 180°")
	left := measured.Key{Measure: "rom.shoulder.flexion", Side: anatomy.Left, Mode: clinic.ModeActive}
	right := left
	right.Side = anatomy.Right
	b.take("Goniometer")
	b.measure(left, "120")
	b.measure(right, "165")
	if m := b.value(left); m == nil || m.Value != 120 || m.Tool != "goniometer" || m.Date != "2025-03-04" {
		t.Fatalf("kept: %+v", m)
	}
	b.MustSay("45° less on the left")
	b.Tap("More: left shoulder flexion")
	if m := b.value(left); m.Value != 125 {
		t.Fatalf("a step made it %v", m.Value)
	}
	b.Tap("Details")
	b.MustSay("Left shoulder flexion, active", "Pain with the movement")
	b.Tap("6")
	if m := b.value(left); m.Pain == nil || *m.Pain != 6 {
		t.Fatalf("pain: %+v", m)
	}
	b.MustSay("Pain 6")
	b.Save("movement-pain", 1)
	abduction := measured.Key{Measure: "rom.shoulder.abduction", Side: anatomy.Left, Mode: clinic.ModeActive}
	b.Tap("More: left shoulder abduction")
	if m := b.value(abduction); m == nil || m.Value != 180 {
		t.Fatalf("the first step begins at the usual value: %+v", m)
	}
	b.measure(left, "")
	if m := b.value(left); m != nil {
		t.Fatalf("an emptied field is still kept: %+v", m)
	}
	b.Tap("Passive")
	passive := left
	passive.Mode = clinic.ModePassive
	b.measure(passive, "140,5°")
	if m := b.value(passive); m == nil || m.Value != 140.5 {
		t.Fatalf("passive: %+v", m)
	}
}

func TestImpossibleDegreesAreRefusedAtTheField(t *testing.T) {
	b := on(steptest.New(t, New))
	b.open("Shoulder")
	k := measured.Key{Measure: "rom.shoulder.flexion", Side: anatomy.Left, Mode: clinic.ModeActive}
	for text, sentence := range map[string]string{
		"400": "Shoulder flexion must be from 0° to 220°.", "-5": "Shoulder flexion must be from 0° to 220°.",
		"1e9": "Enter a number.", "NaN": "Enter a number.", "abc": "Enter a number.", "1.234,5": "Enter a number.",
	} {
		c := b.measure(k, text)
		if m := b.value(k); m != nil {
			t.Fatalf("%q was kept: %+v", text, m)
		}
		if c.Wrong.Text() != sentence || c.Entry.Text != text {
			t.Errorf("%q: the field says %q and holds %q", text, c.Wrong.Text(), c.Entry.Text)
		}
	}
	if len(b.Warned) > 0 {
		t.Errorf("it was said elsewhere too: %v", b.Warned)
	}
	c := b.measure(k, "210")
	if m := b.value(k); m == nil || m.Value != 210 {
		t.Fatalf("an unusual value is kept: %+v", m)
	}
	if !strings.Contains(c.Ask.Text(), "Is 210° right?") || c.Wrong.Text() != "" {
		t.Errorf("it asks %q and refuses %q", c.Ask.Text(), c.Wrong.Text())
	}
}

func TestTheEarlierValueStandsBesideTheNewOne(t *testing.T) {
	b := on(steptest.Review(t, New))
	b.MustSay("last time 45° · better", "last time 60° · within measurement error", "last time 40°")
}

func TestTheSameActivitiesAreScoredAgain(t *testing.T) {
	b := on(steptest.Review(t, New))
	b.open("Pain and activities")
	b.MustSay("Drive for an hour", "Sleep on the left", "Work at the desk until five", "last time 4/10 · better", "Average 7/10 of only 1")
	b.Type("Add an activity that is hard now", "Carry the shopping")
	b.Tap("Add")
	b.MustSay("Carry the shopping")
	a := b.step.Page(topicPain).(*painPage).activities
	rate := func(item string, n int) {
		b.T.Helper()
		a.rows[item].scale.SetValue(n)
		a.rows[item].scale.OnChanged(n)
		b.Settle()
	}
	rate("Carry the shopping", 2)
	rate("Sleep on the left", 6)
	m := b.value(measured.Key{Measure: "psfs", Item: "Carry the shopping", Side: anatomy.Midline})
	if m == nil || m.Value != 2 {
		t.Fatalf("kept: %+v", m)
	}
	b.MustSay("Average 5/10")
	b.Type("Add an activity that is hard now", "carry  the SHOPPING")
	b.Tap("Add")
	b.MustSay("This activity is there already.")
	a.add.SetText("")
	b.Type("Add an activity that is hard now", "Swim")
	b.Tap("Add")
	rate("Swim", 1)
	b.MustNotSay("Add an activity that is hard now") // five is what the scale is made for
}

func TestFurtherMeasuresAreChosenByChips(t *testing.T) {
	b := on(steptest.New(t, New))
	b.open("Other measures")
	b.Tap("Pressure pain threshold")
	block := b.step.Page(topicOther).(*otherPage).blocks["ppt"]
	b.TypeInto(block.finder.Search, "right upper trap")
	b.Tap("Right upper trapezius")
	k := measured.Key{Measure: "ppt", Structure: "trapezius.upper", Side: anatomy.Right}
	b.measure(k, "2.4")
	if m := b.value(k); m == nil || m.Value != 2.4 || m.Structure != "trapezius.upper" {
		t.Fatalf("kept: %+v", m)
	}
	b.Tap("Girth")
	girth := b.step.Page(topicOther).(*otherPage).blocks["girth"]
	b.TypeInto(girth.item, "10 cm above the elbow")
	girth.addItem()
	b.Settle()
	b.MustSay("10 cm above the elbow")
	left := measured.Key{Measure: "girth", Item: "10 cm above the elbow", Side: anatomy.Left}
	b.measure(left, "282")
	if m := b.value(left); m == nil || m.Value != 282 {
		t.Fatalf("kept: %+v", m)
	}
	b.Save("other-chosen", 1)
}

// felt is what is stored of a measure in the assessment that is shown, or nil.
func (b *bench) felt(measure string) *clinic.Measurement {
	for _, m := range b.Chart().MeasurementsOf(b.Host.Assessment) {
		if m.Measure == measure {
			return &m
		}
	}
	return nil
}

// The percentage belongs to an activity in the patient's words, and what cannot be is refused.
func TestReturnToActivityIsRated(t *testing.T) {
	b := on(steptest.New(t, New))
	b.open("Other measures")
	b.Tap("Return to activity")
	m := b.step
	block := m.Page(topicOther).(*otherPage).blocks["return-to-activity"]
	b.TypeInto(block.item, "Football training")
	b.Key(fyne.KeyReturn)
	b.MustSay("Football training")
	cell := block.rows[measured.Key{Measure: "return-to-activity", Item: "Football training", Side: anatomy.Midline}].cells[0].(*measured.Cell)
	b.TypeInto(cell.Entry, "130")
	b.Key(fyne.KeyReturn)
	b.MustSay("Return to activity must be from 0 % to 100 %.")
	if b.felt("return-to-activity") != nil {
		t.Fatal("130 % was kept")
	}
	cell.Entry.SetText("")
	b.TypeInto(cell.Entry, "60")
	b.Key(fyne.KeyReturn)
	if x := b.felt("return-to-activity"); x == nil || x.Value != 60 || x.Item != "Football training" {
		t.Fatalf("kept: %+v", x)
	}
}

// What is measured on a limb has a step of its own.
func TestWhatIsOfTheLimbsIsNotAmongTheOtherMeasures(t *testing.T) {
	b := on(steptest.New(t, New))
	b.open("Other measures")
	b.MustSay("Girth")
	b.MustNotSay("Capillary refill (s)")
}
