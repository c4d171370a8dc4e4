// Package storetest gives tests folders in which a clinic was begun, so that not each of them makes its tables anew.
package storetest

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"regimen/internal/store"
)

// name is of the file that the store keeps in its folder.
const name = "regimen.db"

// begun is the file of a new clinic.
var begun = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "begun")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	s, err := store.Open(context.Background(), store.Config{Dir: dir, Machine: "test"})
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, name))
})

// Dir is a folder of the test's own with a new clinic, which nobody has open.
func Dir(t testing.TB) string {
	t.Helper()
	content, err := begun()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}
