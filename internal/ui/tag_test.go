package ui

import (
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"
)

// A build without the tag that has Fyne keep to one thread fails, and says which tag it wants.
func TestTheProgramIsBuiltWithItsTag(t *testing.T) {
	t.Parallel()
	const name = "tag.go"
	for tag, want := range map[string]bool{"": true, "migrated_fynedo": false} {
		in := build.Default
		in.BuildTags = strings.Fields(tag)
		p, err := in.ImportDir(".", 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := slices.Contains(p.GoFiles, name); got != want {
			t.Errorf("with the tag %q, %s is built: %v", tag, name, got)
		}
	}
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := new(types.Config).Check("ui", files, []*ast.File{f}, nil); err == nil || !strings.Contains(err.Error(), "migrated_fynedo") {
		t.Errorf("without the tag: %v", err)
	}
}
