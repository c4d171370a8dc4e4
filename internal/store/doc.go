// Package store keeps the records of a clinic in a database, and is the only home of SQL.
//
// Apply is the one way to change a record: an operation is one transaction, one entry in the history,
// one step of undo and one list of changes told to subscribers. When Apply returns, the operation is on
// the disk. Records that are signed or agreed are refused with clinic.ErrLocked.
//
// Errors are sentences for the person at the screen: what happened, what was kept, what to do. They
// never hold anything of a patient.
package store
