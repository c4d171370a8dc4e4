// Command source turns the hand-drawn anatomical art in art/ into the figure's drawings: one SVG per
// view in resources/anatomy, and views.tsv with their boxes.
//
// Run it from the repository's root with: go run ./resources/anatomy/source
//
// Each surface is an exactly tiled planar map: splines are painted over each other into a label
// raster, cleaned, traced into shared arcs (each border once, for both neighbours) and fitted with
// Béziers. Names live only in structures.tsv; the art refers to them by code.
package main

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

//go:embed art/*.art
var artFiles embed.FS

// views in the order in which they are shown.
var views = []string{"anterior", "posterior", "lateral", "palm", "sole"}

const (
	target      = "resources/anatomy"
	structures  = "structures.tsv"
	viewsHeader = "id\ttitle\tx\ty\tw\th\tsides\n"
)

func main() {
	log.SetFlags(0)
	names, err := os.ReadFile(filepath.Join(target, structures))
	if err != nil {
		log.Fatalf("Run this from the repository's root: %v", err)
	}
	files, err := generate(string(names))
	if err != nil {
		log.Fatalf("Nothing was written: %v", err)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := os.WriteFile(filepath.Join(target, name), files[name], 0o644); err != nil {
			log.Fatalf("The drawings are incomplete, run this again: %v", err)
		}
	}
}

// generate returns the content of every drawing and of views.tsv by file name.
func generate(structureTable string) (map[string][]byte, error) {
	names, err := parseStructures(structureTable)
	if err != nil {
		return nil, err
	}
	drawn := make([][]figure, len(views))
	failed := make([]error, len(views))
	var wait sync.WaitGroup
	for i, v := range views {
		wait.Go(func() {
			a, err := readArt(v)
			if err == nil {
				drawn[i], err = paint(a, names)
			}
			failed[i] = err
		})
	}
	wait.Wait()
	if err := errors.Join(failed...); err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	table := bytes.NewBufferString(viewsHeader)
	for _, f := range slices.Concat(drawn...) {
		files[f.view+".svg"] = []byte(writeSVG(f))
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", f.view, strings.TrimSpace(f.title), f.box("\t"), strings.TrimSpace(f.sides))
	}
	files["views.tsv"] = table.Bytes()
	return files, nil
}

// readArt reads a view's art with the masks it shares with another.
func readArt(view string) (*art, error) {
	parse := func(name string) (*art, error) {
		f, err := artFiles.Open("art/" + name + ".art")
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return parseArt(name+".art", f)
	}
	a, err := parse(view)
	if err != nil || a.useMask == "" {
		return a, err
	}
	common, err := parse(a.useMask)
	if err != nil {
		return nil, err
	}
	for _, name := range common.order {
		if _, own := a.masks[name]; !own {
			a.masks[name] = common.masks[name]
			a.order = append(a.order, name)
		}
	}
	return a, nil
}
