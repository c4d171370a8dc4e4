package kit

import (
	"bytes"
	"fmt"
	"image"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
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
	return theme.NewColoredResource(iconSource(name), c)
}

// AppIcon is the program's mark for windows and the taskbar.
func AppIcon() fyne.Resource { return appIcon }

// IconView shows an icon of the family at its drawn size.
func IconView(name IconName, c fyne.ThemeColorName) fyne.CanvasObject {
	return widget.NewIcon(IconIn(name, c))
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

// outlineScale makes curves out of straight pieces that stay smooth up to this
// many times the drawn size.
const outlineScale = 16

// outline turns an SVG of strokes into one of fills with the same picture.
func outline(src []byte) ([]byte, error) {
	icon, err := oksvg.ReadReplacingCurrentColor(bytes.NewReader(src), "#000000")
	if err != nil {
		return nil, fmt.Errorf("read icon: %w", err)
	}
	side := icon.ViewBox.W * outlineScale
	icon.SetTarget(0, 0, side, side)
	var rec recorder
	fmt.Fprintf(&rec.svg, `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 %g %g">`, side, side)
	icon.Draw(rasterx.NewDasher(int(side), int(side), &rec), 1)
	rec.svg.WriteString("</svg>")
	return []byte(rec.svg.String()), nil
}

// recorder is a scanner that writes down the shapes it is asked to fill.
type recorder struct {
	svg  strings.Builder
	path strings.Builder
}

var _ rasterx.Scanner = (*recorder)(nil)

// Start begins a new closed shape at p.
func (r *recorder) Start(p fixed.Point26_6) {
	fmt.Fprintf(&r.path, "M%.2f %.2f", float64(p.X)/64, float64(p.Y)/64)
}

// Line goes on to p.
func (r *recorder) Line(p fixed.Point26_6) {
	fmt.Fprintf(&r.path, "L%.2f %.2f", float64(p.X)/64, float64(p.Y)/64)
}

// Draw writes the shapes recorded since the last Clear.
func (r *recorder) Draw() {
	if r.path.Len() > 0 {
		fmt.Fprintf(&r.svg, `<path d="%sZ"/>`, r.path.String())
	}
}

// Clear forgets the recorded shapes.
func (r *recorder) Clear() { r.path.Reset() }

// GetPathExtent has no meaning without gradients.
func (r *recorder) GetPathExtent() fixed.Rectangle26_6 { return fixed.Rectangle26_6{} }

// SetBounds has no meaning for a recording.
func (r *recorder) SetBounds(int, int) {}

// SetColor has no meaning for a recording: the theme chooses.
func (r *recorder) SetColor(any) {}

// SetWinding has no meaning for a recording: SVG fills are non-zero too.
func (r *recorder) SetWinding(bool) {}

// SetClip has no meaning for a recording.
func (r *recorder) SetClip(image.Rectangle) {}

// smallIcon is an icon of a given side for places tighter than IconView.
func smallIcon(name IconName, c fyne.ThemeColorName, side float32) *canvas.Image {
	img := canvas.NewImageFromResource(IconIn(name, c))
	img.FillMode = canvas.ImageFillContain
	img.SetMinSize(fyne.NewSquareSize(side))
	return img
}
