package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// Backup writes a copy of all records, as they are at this moment, to a file. The copy is made beside the
// file under another name, checked, and only then put in its place; whatever was there before stays until
// then. Work can go on meanwhile.
func (s *Store) Backup(ctx context.Context, file string) (err error) {
	defer func() { err = explain(err) }()
	file, err = filepath.Abs(file)
	if err != nil {
		return err
	}
	if file == s.file {
		return &refusal{"A backup cannot replace the records themselves. Choose another file.", ErrNoAccess, nil}
	}
	folder := filepath.Dir(file)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return cannotWrite(err)
	}
	temporary, err := os.CreateTemp(folder, ".regimen-*.tmp") // 0600
	if err != nil {
		return cannotWrite(err)
	}
	name := temporary.Name()
	if err := temporary.Close(); err != nil {
		return cannotWrite(err)
	}
	defer os.Remove(name)
	if err := copyDatabase(ctx, s.reads, name); err != nil {
		return err
	}
	if err := checkCopy(ctx, name); err != nil {
		return err
	}
	if err := os.Rename(name, file); err != nil {
		return cannotWrite(err)
	}
	return syncFolder(folder)
}

func cannotWrite(cause error) error {
	return &refusal{"The backup could not be written there. The records themselves are safe. Choose another folder or disk.", ErrNoAccess, cause}
}

// checkCopy makes sure that a copy can be read from end to end.
func checkCopy(ctx context.Context, file string) error {
	db, err := openPool(dsnReading(file), 1)
	if err != nil {
		return err
	}
	defer db.Close()
	found, err := integrity(ctx, db, false)
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return damaged(fmt.Errorf("integrity check of the copy: %d complaints, first %q", len(found), found[0]))
	}
	return nil
}
