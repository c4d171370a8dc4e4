// Package anatomy knows the named structures of the body and where they are
// drawn: pure geometry and names, with no screen, paper or database in it.
//
// An [Atlas] holds every [Structure]; a [View] is one drawn side of the
// figure with the [Shape]s that stand for a structure on one [Side]. Views
// are read when first asked for, so loading an atlas is quick. Everything an
// Atlas hands out is shared and must not be changed; all methods may be
// called from several goroutines at once.
package anatomy
