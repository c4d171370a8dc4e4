package store_test

import (
	"testing"

	"regimen/internal/store"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/desk/recordstest"
)

func TestRecords(t *testing.T) {
	t.Parallel()
	recordstest.Run(t, func(t *testing.T) desk.Records {
		s, err := store.Open(t.Context(), store.Config{Dir: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return s
	})
}
