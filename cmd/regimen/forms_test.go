package main

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"regimen/internal/ui"
)

// The forms in the data folder are there, a broken one is told of, and the window opens all the same.
func TestOwnFormsOfTheDataFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	open := func() (ui.Options, error) {
		p := newPremises(t.Context(), dir, slog.New(slog.DiscardHandler))
		defer p.close()
		if _, err := p.openOwn(t.Context()); err != nil {
			return ui.Options{}, err
		}
		return (&command{ctx: t.Context()}).ownOptions(p)
	}
	o, err := open()
	if err != nil || o.Notice != "" {
		t.Fatalf("without a folder: %q, %v", o.Notice, err)
	}
	folder := filepath.Join(dir, "forms")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"ours.tsv": "code\tours\ntitle\tOurs\nabout\tx\nlicence\tx\nsource\tx\nanswer\tyes-no\nscoring\tsum\nmissing\tzero\nbetter\tlower\nitem\tDoes it hurt?\n",
		"bad.tsv":  "code\tbad\nscoring\tguess\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	o, err = open()
	if err != nil || o.Catalogue.Form("ours") == nil || o.Catalogue.Form("bad") != nil || len(o.Catalogue.LeftOut) != 1 {
		t.Fatalf("forms: %v, %v", o.Catalogue.LeftOut, err)
	}
	if !strings.Contains(o.Notice, "left out") {
		t.Errorf("told: %q", o.Notice)
	}
}
