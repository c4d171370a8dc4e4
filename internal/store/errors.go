package store

import (
	"context"
	"errors"
	"fmt"
	"os"

	"regimen/internal/clinic"
	"regimen/internal/store/lookup"
)

// Errors of a store, to be told apart with errors.Is. What a store returns is a sentence that wraps one
// of them, or one of clinic's.
var (
	// ErrInUse: another copy of the program has the data folder open.
	ErrInUse = errors.New("the clinic's records are open in another window")
	// ErrNotDatabase: the file is something else.
	ErrNotDatabase = errors.New("the file does not hold a clinic's records")
	// ErrDamaged: the file is a database but parts of it cannot be trusted.
	ErrDamaged = errors.New("the clinic's records are damaged")
	// ErrGone: the file is not where it was, although it or backups of it were there.
	ErrGone = errors.New("the clinic's records are not where they were")
	// ErrNewer: the file was written by a newer version of the program.
	ErrNewer = errors.New("the clinic's records belong to a newer version")
	// ErrNoAccess: the folder or file cannot be written, or not be read.
	ErrNoAccess = errors.New("the clinic's records cannot be reached")
	// ErrDiskFull: there is no room left.
	ErrDiskFull = errors.New("the disk is full")
	// ErrRefused: a record breaks a rule of the schema that its Validate does not know.
	ErrRefused = errors.New("the record cannot be kept")
	// ErrNotUnderstood: the server answered something that this program does not know.
	ErrNotUnderstood = errors.New("the shared records were not understood")
	// ErrReferenced: other records point at a record that was to be removed.
	ErrReferenced = errors.New("other records point at the record")
	// ErrUnreachable: the server or the network does not answer. A change that was under way may have been
	// kept or not.
	ErrUnreachable = errors.New("the shared records cannot be reached")
	// ErrShutOut: the server does not let this user in, or not with this password.
	ErrShutOut = errors.New("the shared records do not let this computer in")
	// ErrPassword is the part of ErrShutOut that another user's name or password may mend.
	ErrPassword = fmt.Errorf("%w: the user or the password is wrong", ErrShutOut)
	// ErrNotTrusted: the connection is not as safe as it has to be.
	ErrNotTrusted = errors.New("the connection to the shared records is not safe")
	// ErrServerTooOld: the server is older than the program can work with.
	ErrServerTooOld = errors.New("the server is too old")
	// ErrOlder: the shared records have to be brought up to date first.
	ErrOlder = errors.New("the shared records are of an older version")
	// ErrNotEmpty: there are records already where others were to go.
	ErrNotEmpty = errors.New("there are records already")
	// ErrNothing: there is nothing to undo or to redo.
	ErrNothing = errors.New("there is nothing to undo")
)

// refusal is a sentence for the user about an error that a program can tell apart.
type refusal struct {
	said  clinic.Sentence
	kind  error
	cause error // for the log; nil when the kind says all
}

func (r *refusal) Error() string { return r.said.String() }

// Sentence is what a person is told.
func (r *refusal) Sentence() clinic.Sentence { return r.said }

func (r *refusal) Unwrap() []error {
	if r.cause == nil {
		return []error{r.kind}
	}
	return []error{r.kind, r.cause}
}

// explain turns an error of an engine or of the system into a sentence; others pass.
func explain(err error) error {
	var known *refusal
	if err == nil || errors.As(err, &known) {
		return err
	}
	for _, sentence := range []func(error) error{sqliteSentence, postgresSentence} {
		if said := sentence(err); said != nil {
			return said
		}
	}
	switch {
	case errors.Is(err, lookup.ErrUnreadable):
		return unreadable(err)
	case errors.Is(err, os.ErrPermission):
		return noAccess(err)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return stopped(err)
	}
	return err
}

func newer() error {
	return &refusal{clinic.Say("The clinic's records were written by a newer version of the program. Nothing was changed. Install the newest version and open them again."), ErrNewer, nil}
}

func older() error {
	return &refusal{clinic.Say("The shared records were last written by an older version of the program. Nothing was changed. Bring them up to date with “regimen database update” on the server, then start again."), ErrOlder, nil}
}

func damaged(cause error) error {
	return &refusal{
		clinic.Say("The clinic's records are damaged. Nothing was overwritten. Restore the latest backup, and keep the damaged file for a specialist."),
		ErrDamaged, cause,
	}
}

// unreadable is about one record, or one entry of its history: a backup is not to be restored for it.
func unreadable(cause error) error {
	return &refusal{
		clinic.Say("Something that belongs here cannot be read: it was changed other than with this program, or the disk failed. Nothing was changed. “regimen check” names it; everything else can be used."),
		ErrDamaged, cause,
	}
}

func lockedError(k clinic.Kind) error {
	row := k.Row()
	if row.Closed.IsZero() {
		return &refusal{clinic.Say("The {{.Record}} is signed and can no longer be changed. Nothing was changed; write an addendum instead.", clinic.Args{"Record": k.Name()}), clinic.ErrLocked, nil}
	}
	return &refusal{clinic.Say("{{.Closed}}. Nothing was changed; {{.Instead}}.", clinic.Args{"Closed": row.Closed, "Instead": row.Instead}), clinic.ErrLocked, nil}
}

func referencedError(removed, by clinic.Kind) error {
	advice := removed.Row().KeptFor
	if advice.IsZero() {
		advice = clinic.Say("Remove that first.")
	}
	return &refusal{
		clinic.Say("The {{.Record}} was not removed, because {{.Other}} points at it. {{.Advice}}", clinic.Args{"Record": removed.Name(), "Other": by.Noun(), "Advice": advice}),
		ErrReferenced, nil,
	}
}

func notFound(k clinic.Kind) error {
	return &refusal{clinic.Say("The {{.Record}} is not there any more.", clinic.Args{"Record": k.Name()}), clinic.ErrNotFound, nil}
}
