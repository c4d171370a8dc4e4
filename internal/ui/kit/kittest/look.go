package kittest

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"strings"
)

// KeepPictures is the variable that, when it is set, has MustLookAsKept write the pictures anew instead of comparing.
const KeepPictures = "REGIMEN_KEEP_PICTURES"

// A kept picture has one pixel for each block of the screen: the mean colour, in steps. That is small, tells where
// something is and how strong, and does not tell how a letter was smoothed.
const (
	blockSide = 8
	shade     = 8 // the steps in which colours are kept, of 256
)

// What counts as the same: another way of drawing letters changes a block by a few levels, a word that came, went or
// moved changes it by more than ten times as much, and several blocks of it.
const (
	near  = 14 // levels by which a block may differ
	spare = 2  // blocks in all that may differ by more
)

// MustLookAsKept fails the test where the window looks different from testdata/pictures/NAME.png, and says where. The
// window as it is now is then written to the temporary folder, to be looked at. With KeepPictures set the picture is
// written anew instead.
func (s *Screen) MustLookAsKept(name string) {
	s.T.Helper()
	now := s.Picture(1)
	blocks := inBlocks(now)
	file := filepath.Join("testdata", "pictures", name+".png")
	if os.Getenv(KeepPictures) != "" {
		if err := writePicture(file, blocks); err != nil {
			s.T.Fatal(err)
		}
		return
	}
	kept, err := readPicture(file)
	if err != nil {
		s.T.Fatalf("no picture is kept to compare with: %v; run the test with %s=1 to keep one", err, KeepPictures)
	}
	where := unlike(kept, blocks)
	if len(where) == 0 {
		return
	}
	seen := filepath.Join(tempPictures(), name+".png")
	if err := writePicture(seen, framed(now, where)); err != nil {
		s.T.Error(err)
	}
	var at []string
	if kept.Rect != blocks.Rect {
		at = append(at, fmt.Sprintf("its size, which was about %v", scaled(kept.Rect).Size()))
	}
	for _, r := range where {
		at = append(at, fmt.Sprintf("x %d to %d, y %d to %d", r.Min.X, r.Max.X, r.Min.Y, r.Max.Y))
	}
	s.T.Errorf("%s looks different from the picture that is kept, at\n%s\nIt is in %s as it is now. If that is meant, run the test with %s=1.",
		name, strings.Join(at, "\n"), seen, KeepPictures)
}

// tempPictures is where screens that look different are written.
func tempPictures() string { return filepath.Join(os.TempDir(), "regimen-pictures") }

// pixels are a picture whose pixels are quick to read.
func pixels(img image.Image) *image.NRGBA {
	if n, ok := img.(*image.NRGBA); ok {
		return n
	}
	out := image.NewNRGBA(img.Bounds())
	draw.Draw(out, out.Rect, img, out.Rect.Min, draw.Src)
	return out
}

// inBlocks is the picture to keep of a screen.
func inBlocks(of image.Image) *image.NRGBA {
	img := pixels(of)
	b := img.Rect
	out := image.NewNRGBA(image.Rect(0, 0, (b.Dx()+blockSide-1)/blockSide, (b.Dy()+blockSide-1)/blockSide))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			block := image.Rect(x*blockSide, y*blockSide, (x+1)*blockSide, (y+1)*blockSide).Add(b.Min).Intersect(b)
			out.SetNRGBA(x, y, mean(img, block))
		}
	}
	return out
}

func mean(img *image.NRGBA, of image.Rectangle) color.NRGBA {
	var sum [3]int
	for y := of.Min.Y; y < of.Max.Y; y++ {
		for x := of.Min.X; x < of.Max.X; x++ {
			c := img.NRGBAAt(x, y)
			sum[0], sum[1], sum[2] = sum[0]+int(c.R), sum[1]+int(c.G), sum[2]+int(c.B)
		}
	}
	n := max(of.Dx()*of.Dy(), 1)
	step := func(v int) uint8 { return uint8(min((v/n+shade/2)/shade*shade, 255)) }
	return color.NRGBA{R: step(sum[0]), G: step(sum[1]), B: step(sum[2]), A: 255}
}

// unlike are the regions of the screen, in pixels, where two pictures in blocks differ; the whole screen when it has
// another size.
func unlike(kept, now *image.NRGBA) []image.Rectangle {
	if kept.Rect != now.Rect {
		return []image.Rectangle{scaled(now.Rect)}
	}
	var regions []image.Rectangle
	n := 0
	for y := range now.Rect.Dy() {
		for x := range now.Rect.Dx() {
			if differs(kept.NRGBAAt(x, y), now.NRGBAAt(x, y)) {
				n++
				regions = joined(regions, image.Rect(x, y, x+1, y+1))
			}
		}
	}
	if n <= spare {
		return nil
	}
	for i, r := range regions {
		regions[i] = scaled(r)
	}
	return regions
}

func differs(a, b color.NRGBA) bool {
	far := func(x, y uint8) bool { return max(int(x), int(y))-min(int(x), int(y)) > near }
	return far(a.R, b.R) || far(a.G, b.G) || far(a.B, b.B)
}

// joined adds a region, making one of all that are hardly apart.
func joined(regions []image.Rectangle, r image.Rectangle) []image.Rectangle {
	const apart = 3 // blocks
	out := regions[:0]
	for _, other := range regions {
		if other.Inset(-apart).Overlaps(r) {
			r = r.Union(other)
		} else {
			out = append(out, other)
		}
	}
	return append(out, r)
}

func scaled(r image.Rectangle) image.Rectangle {
	return image.Rectangle{Min: r.Min.Mul(blockSide), Max: r.Max.Mul(blockSide)}
}

// framed is a picture with a frame round each region.
func framed(img image.Image, regions []image.Rectangle) image.Image {
	b := img.Bounds()
	out := image.NewNRGBA(b)
	draw.Draw(out, b, img, b.Min, draw.Src)
	ink := image.NewUniform(color.NRGBA{R: 0xd0, B: 0xd0, A: 255})
	for _, r := range regions {
		r = r.Add(b.Min)
		edges := [4]image.Rectangle{r, r, r, r}
		edges[0].Max.Y, edges[1].Min.Y = r.Min.Y+2, r.Max.Y-2
		edges[2].Max.X, edges[3].Min.X = r.Min.X+2, r.Max.X-2
		for _, edge := range edges {
			draw.Draw(out, edge, ink, image.Point{}, draw.Src)
		}
	}
	return out
}

func readPicture(file string) (*image.NRGBA, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return pixels(img), nil
}

func writePicture(file string, img image.Image) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(f, img); err != nil {
		_ = f.Close()
		return err
	}
	return f.Close()
}
