package kit

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"slices"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"github.com/fyne-io/oksvg"
	"github.com/srwiley/rasterx"
	"golang.org/x/image/math/fixed"

	"regimen/resources"
)

// IconName names one icon of the family: the file resources/icons/<name>.svg.
type IconName string

// The icon family.
const (
	IconAdd             IconName = "add"
	IconAddendum        IconName = "addendum"
	IconAlert           IconName = "alert"
	IconArchive         IconName = "archive"
	IconArrow           IconName = "arrow"
	IconAssess          IconName = "assess"
	IconBack            IconName = "back"
	IconChart           IconName = "chart"
	IconCheck           IconName = "check"
	IconChevronDown     IconName = "chevron-down"
	IconChevronLeft     IconName = "chevron-left"
	IconChevronRight    IconName = "chevron-right"
	IconChevronUp       IconName = "chevron-up"
	IconClock           IconName = "clock"
	IconClose           IconName = "close"
	IconDiary           IconName = "diary"
	IconDocument        IconName = "document"
	IconDue             IconName = "due"
	IconEdit            IconName = "edit"
	IconEraser          IconName = "eraser"
	IconExport          IconName = "export"
	IconFigure          IconName = "figure"
	IconFilter          IconName = "filter"
	IconFit             IconName = "fit"
	IconFlip            IconName = "flip"
	IconFront           IconName = "front"
	IconGoal            IconName = "goal"
	IconGrip            IconName = "grip"
	IconHelp            IconName = "help"
	IconHistory         IconName = "history"
	IconHome            IconName = "home"
	IconHomeCare        IconName = "home-care"
	IconImport          IconName = "import"
	IconInfo            IconName = "info"
	IconLayer           IconName = "layer"
	IconLock            IconName = "lock"
	IconMail            IconName = "mail"
	IconMeasure         IconName = "measure"
	IconMoon            IconName = "moon"
	IconMore            IconName = "more"
	IconOwed            IconName = "owed"
	IconPatientReported IconName = "patient-reported"
	IconPatients        IconName = "patients"
	IconPause           IconName = "pause"
	IconPDF             IconName = "pdf"
	IconPen             IconName = "pen"
	IconPerson          IconName = "person"
	IconPhone           IconName = "phone"
	IconPlan            IconName = "plan"
	IconPlay            IconName = "play"
	IconPreview         IconName = "preview"
	IconPrint           IconName = "print"
	IconProgress        IconName = "progress"
	IconReceipt         IconName = "receipt"
	IconRedo            IconName = "redo"
	IconRefresh         IconName = "refresh"
	IconRemove          IconName = "remove"
	IconSearch          IconName = "search"
	IconSession         IconName = "session"
	IconSettings        IconName = "settings"
	IconShield          IconName = "shield"
	IconSign            IconName = "sign"
	IconStar            IconName = "star"
	IconStepBegun       IconName = "step-begun"
	IconStepDone        IconName = "step-done"
	IconStepEmpty       IconName = "step-empty"
	IconStop            IconName = "stop"
	IconSun             IconName = "sun"
	IconTherapistFound  IconName = "therapist-found"
	IconTimer           IconName = "timer"
	IconToday           IconName = "today"
	IconUndo            IconName = "undo"
	IconZoomIn          IconName = "zoom-in"
	IconZoomOut         IconName = "zoom-out"
)

// fyneIcons lends our icons to Fyne's own dialogs, entries and menus.
var fyneIcons = map[fyne.ThemeIconName]IconName{
	theme.IconNameCancel:         IconClose,
	theme.IconNameConfirm:        IconCheck,
	theme.IconNameContentAdd:     IconAdd,
	theme.IconNameContentRemove:  IconRemove,
	theme.IconNameContentUndo:    IconUndo,
	theme.IconNameContentRedo:    IconRedo,
	theme.IconNameSearch:         IconSearch,
	theme.IconNameSettings:       IconSettings,
	theme.IconNameHelp:           IconHelp,
	theme.IconNameInfo:           IconInfo,
	theme.IconNameQuestion:       IconHelp,
	theme.IconNameWarning:        IconAlert,
	theme.IconNameError:          IconAlert,
	theme.IconNameDocument:       IconDocument,
	theme.IconNameDocumentPrint:  IconPrint,
	theme.IconNameHistory:        IconHistory,
	theme.IconNameMoreHorizontal: IconMore,
	theme.IconNameViewRefresh:    IconRefresh,
	theme.IconNameVisibility:     IconPreview,
	theme.IconNameHome:           IconHome,
	theme.IconNameArrowDropDown:  IconChevronDown,
	theme.IconNameArrowDropUp:    IconChevronUp,
	theme.IconNameNavigateBack:   IconChevronLeft,
	theme.IconNameNavigateNext:   IconChevronRight,
	theme.IconNameMediaPlay:      IconPlay,
	theme.IconNameMediaPause:     IconPause,
	theme.IconNameMediaStop:      IconStop,
	theme.IconNameViewZoomIn:     IconZoomIn,
	theme.IconNameViewZoomOut:    IconZoomOut,
	theme.IconNameViewZoomFit:    IconFit,
	theme.IconNameAccount:        IconPerson,
	theme.IconNameMailCompose:    IconMail,
	theme.IconNameColorPalette:   IconPen,
}

// Icon is an icon in the colour of text. Buttons recolour it to suit their own fill.
func Icon(name IconName) fyne.Resource { return theme.NewThemedResource(iconSource(name)) }

// IconIn is an icon in a named colour of the theme.
func IconIn(name IconName, c fyne.ThemeColorName) fyne.Resource {
	return &tinted{source: iconSource(name), color: c}
}

// tinted is an icon in a colour of the theme that is chosen. Fyne's own kind is read and written anew, twice, at every
// refresh; this is once for each colour.
type tinted struct {
	source fyne.Resource
	color  fyne.ThemeColorName
}

type tint struct {
	icon string
	ink  color.NRGBA
}

var tints sync.Map // tint to []byte

func (t *tinted) tint() tint {
	return tint{t.source.Name(), color.NRGBAModel.Convert(theme.Color(t.color)).(color.NRGBA)}
}

// Name tells the colour, too: Fyne keeps pictures by it.
func (t *tinted) Name() string {
	ink := t.tint().ink
	return fmt.Sprintf("%02x%02x%02x%02x-%s", ink.R, ink.G, ink.B, ink.A, t.source.Name())
}

// Content is the icon as SVG.
func (t *tinted) Content() []byte {
	of := t.tint()
	if svg, ok := tints.Load(of); ok {
		return svg.([]byte)
	}
	svg := theme.NewColoredResource(t.source, t.color).Content()
	tints.Store(of, svg)
	return svg
}

// AppIcon is the program's mark for windows and the taskbar.
func AppIcon() fyne.Resource { return appIcon }

// IconView shows an icon of the family at its drawn size. It takes the colour of the theme whenever it is refreshed,
// which Fyne's own icon does not.
func IconView(name IconName, c fyne.ThemeColorName) fyne.CanvasObject {
	return smallIcon(name, c, IconSize)
}

var (
	appIcon = fyne.NewStaticResource("app-256.png", resources.AppIcon)

	iconCache sync.Map // IconName to fyne.Resource
)

// iconSource gives the icon as an SVG of filled shapes. The icons are drawn as
// strokes, which is how a person edits them, but Fyne recolours fills only.
func iconSource(name IconName) fyne.Resource {
	if r, ok := iconCache.Load(name); ok {
		return r.(fyne.Resource)
	}
	src, err := resources.Icons.ReadFile("icons/" + string(name) + ".svg")
	if err == nil {
		src, err = outline(src)
	}
	if err != nil {
		fyne.LogError("The icon "+string(name)+" cannot be drawn", err)
		return theme.DefaultTheme().Icon(theme.IconNameBrokenImage)
	}
	r, _ := iconCache.LoadOrStore(name, fyne.NewStaticResource("regimen-"+string(name)+".svg", src))
	return r.(fyne.Resource)
}

// ink stands for currentColor while an icon is read, to tell what is drawn.
const ink = "#123456"

// outline turns an SVG of strokes into one of fills with the same picture. All
// shapes turn the same way, so that where they overlap they stay filled.
func outline(src []byte) ([]byte, error) {
	icon, err := oksvg.ReadReplacingCurrentColor(bytes.NewReader(src), ink)
	if err != nil {
		return nil, fmt.Errorf("read icon: %w", err)
	}
	drawn, err := oksvg.ParseSVGColor(ink)
	if err != nil {
		return nil, fmt.Errorf("read icon colour: %w", err)
	}
	var svg strings.Builder
	fmt.Fprintf(&svg, `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 %g %g"><path d="`, icon.ViewBox.W, icon.ViewBox.H)
	for _, p := range icon.SVGPaths {
		var lines flattener
		p.Path.AddTo(&lines)
		for _, line := range lines.done {
			line = plainer(line)
			if sameColor(p.GetLineColor(), drawn) {
				stroke(&svg, line, p.LineWidth/2)
			} else if sameColor(p.GetFillColor(), drawn) {
				shape(&svg, line)
			}
		}
	}
	svg.WriteString(`"/></svg>`)
	return []byte(svg.String()), nil
}

func sameColor(a, b color.Color) bool {
	return color.NRGBAModel.Convert(a) == color.NRGBAModel.Convert(b)
}

type dot struct{ x, y float64 }

func (d dot) plus(e dot, k float64) dot { return dot{d.x + e.x*k, d.y + e.y*k} }

// stroke writes a line of half width r with round corners and ends. The line is
// cut at its corners into runs that bend gently; each run is one shape.
func stroke(svg *strings.Builder, line []dot, r float64) {
	line = slices.CompactFunc(line, func(a, b dot) bool { return math.Hypot(a.x-b.x, a.y-b.y) < 1e-3 })
	if len(line) < 2 {
		return
	}
	last := len(line) - 1
	closed := math.Hypot(line[0].x-line[last].x, line[0].y-line[last].y) < 1e-3
	roundStart := !closed
	// A closed line that bends gently where it meets itself is joined there along one edge, or the seam would show.
	var seam [2]dot
	if closed && !corner(line[last-1], line[last], line[1]) {
		seam = [2]dot{normal(line[last-1], line[last]), normal(line[0], line[1])}
	}
	from := 0
	for i := 1; i <= last; i++ {
		if i < last && !corner(line[i-1], line[i], line[i+1]) {
			continue
		}
		var before, after dot
		if from == 0 {
			before = seam[0]
		}
		if i == last {
			after = seam[1]
		}
		run(svg, line[from:i+1], r, before, after, roundStart, i < last || seam == [2]dot{})
		// The run before has rounded the corner; rounding it twice would show.
		from, roundStart = i, false
	}
}

// normal points to the right of the way from a to b.
func normal(a, b dot) dot {
	n := math.Hypot(b.x-a.x, b.y-a.y)
	return dot{-(b.y - a.y) / n, (b.x - a.x) / n}
}

// corner says whether the way a, b, c turns by more than about 30 degrees at b.
func corner(a, b, c dot) bool {
	m, n := normal(a, b), normal(b, c)
	return m.x*n.x+m.y*n.y < 0.86
}

// run writes one gently bending line as a closed shape: along its right side,
// round its end, back along its left side, and round its start. before and after point to the right of where it comes
// from and goes to, if it goes on there.
func run(svg *strings.Builder, line []dot, r float64, before, after dot, roundStart, roundEnd bool) {
	last := len(line) - 1
	side := make([]dot, len(line))
	for i := range line {
		m, n := normal(line[max(i-1, 0)], line[max(i, 1)]), normal(line[min(i, last-1)], line[min(i+1, last)])
		if i == 0 && before != (dot{}) {
			m = before
		}
		if i == last && after != (dot{}) {
			n = after
		}
		sum := dot{m.x + n.x, m.y + n.y}
		// The sum of two unit normals, scaled to keep the full width in a bend.
		k := 2 / (sum.x*sum.x + sum.y*sum.y)
		side[i] = dot{sum.x * k, sum.y * k}
	}
	put := func(command string, p dot) { fmt.Fprintf(svg, "%s%.2f %.2f", command, p.x, p.y) }
	roundTo := fmt.Sprintf("A%g %g 0 0 0 ", r, r)
	put("M", line[0].plus(side[0], r))
	for i := 1; i <= last; i++ {
		put("L", line[i].plus(side[i], r))
	}
	for i := last; i >= 0; i-- {
		command := "L"
		if i == last && roundEnd {
			command = roundTo
		}
		put(command, line[i].plus(side[i], -r))
	}
	if roundStart {
		put(roundTo, line[0].plus(side[0], r))
	}
	svg.WriteString("Z")
}

// shape writes a filled shape.
func shape(svg *strings.Builder, line []dot) {
	for i, p := range line {
		c := 'L'
		if i == 0 {
			c = 'M'
		}
		fmt.Fprintf(svg, "%c%.2f %.2f", c, p.x, p.y)
	}
	svg.WriteString("Z")
}

// curveSteps is into how many straight pieces a curve is cut; an icon has no
// curve longer than a quarter of a circle as wide as itself.
const curveSteps = 12

// bend is how far a line may run beside the curve it stands for, in the units that an icon is 24 of wide. It cannot be
// seen, and an icon is read the faster the fewer points it has: Fyne reads it at every refresh.
const bend = 0.006

// plainer leaves the points out of a line that it hardly misses.
func plainer(line []dot) []dot {
	if len(line) < 3 {
		return line
	}
	a, b := line[0], line[len(line)-1]
	far, at := 0.0, 0
	for i := 1; i < len(line)-1; i++ {
		if d := away(line[i], a, b); d > far {
			far, at = d, i
		}
	}
	if far <= bend {
		return []dot{a, b}
	}
	return append(plainer(line[:at+1]), plainer(line[at:])[1:]...)
}

// away is how far a point lies from the piece of a line from a to b.
func away(p, a, b dot) float64 {
	along := b.plus(a, -1)
	n := along.x*along.x + along.y*along.y
	k := 0.0
	if n > 0 {
		k = max(0, min(1, ((p.x-a.x)*along.x+(p.y-a.y)*along.y)/n))
	}
	q := a.plus(along, k)
	return math.Hypot(p.x-q.x, p.y-q.y)
}

// flattener collects paths as lines of straight pieces.
type flattener struct {
	done [][]dot
	line []dot
}

var _ rasterx.Adder = (*flattener)(nil)

func at(p fixed.Point26_6) dot { return dot{float64(p.X) / 64, float64(p.Y) / 64} }

// Start begins a line.
func (f *flattener) Start(a fixed.Point26_6) { f.line = []dot{at(a)} }

// Line goes straight to b.
func (f *flattener) Line(b fixed.Point26_6) { f.line = append(f.line, at(b)) }

// QuadBezier goes to c on a curve towards b.
func (f *flattener) QuadBezier(b, c fixed.Point26_6) {
	p, q, r := f.line[len(f.line)-1], at(b), at(c)
	for i := 1; i <= curveSteps; i++ {
		t := float64(i) / curveSteps
		u := 1 - t
		f.line = append(f.line, dot{u*u*p.x + 2*u*t*q.x + t*t*r.x, u*u*p.y + 2*u*t*q.y + t*t*r.y})
	}
}

// CubeBezier goes to d on a curve towards b and from c.
func (f *flattener) CubeBezier(b, c, d fixed.Point26_6) {
	p, q, r, s := f.line[len(f.line)-1], at(b), at(c), at(d)
	for i := 1; i <= curveSteps; i++ {
		t := float64(i) / curveSteps
		u := 1 - t
		f.line = append(f.line, dot{
			u*u*u*p.x + 3*u*u*t*q.x + 3*u*t*t*r.x + t*t*t*s.x,
			u*u*u*p.y + 3*u*u*t*q.y + 3*u*t*t*r.y + t*t*t*s.y,
		})
	}
}

// Stop ends the line, back at its start if it is closed.
func (f *flattener) Stop(closed bool) {
	if closed && len(f.line) > 0 {
		f.line = append(f.line, f.line[0])
	}
	f.done = append(f.done, f.line)
	f.line = nil
}

// smallIcon is an icon of a given side for places tighter than IconView.
func smallIcon(name IconName, c fyne.ThemeColorName, side float32) *canvas.Raster {
	icon := canvas.NewRaster(drawnIcon(name, c))
	icon.SetMinSize(fyne.NewSquareSize(side))
	return icon
}

// drawnIcon draws an icon in the colour that the theme has by then, as large as it goes and in the middle. Fyne reads
// the SVG of an image anew at every refresh; this is drawn once for each size and colour.
func drawnIcon(name IconName, c fyne.ThemeColorName) func(w, h int) image.Image {
	icon := &tinted{source: iconSource(name), color: c}
	return func(w, h int) image.Image {
		square := squareIcon(icon, min(w, h))
		if w == h {
			return square
		}
		out := image.NewRGBA(image.Rect(0, 0, w, h))
		side := square.Bounds().Dx()
		draw.Draw(out, square.Bounds().Add(image.Pt((w-side)/2, (h-side)/2)), square, image.Point{}, draw.Src)
		return out
	}
}

// pixels are of one tint, side pixels wide and high.
type pixels struct {
	tint
	side int
}

var squares sync.Map // pixels to *image.RGBA

func squareIcon(icon *tinted, side int) *image.RGBA {
	of := pixels{icon.tint(), side}
	if img, ok := squares.Load(of); ok {
		return img.(*image.RGBA)
	}
	img := image.NewRGBA(image.Rect(0, 0, side, side))
	if svg, err := oksvg.ReadIconStream(bytes.NewReader(icon.Content())); err != nil {
		fyne.LogError("The icon "+of.icon+" cannot be drawn", err)
	} else {
		svg.SetTarget(0, 0, float64(side), float64(side))
		svg.Draw(rasterx.NewDasher(side, side, rasterx.NewScannerGV(side, side, img, img.Bounds())), 1)
	}
	squares.Store(of, img)
	return img
}
