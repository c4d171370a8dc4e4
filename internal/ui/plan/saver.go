package plan

import (
	"time"

	"regimen/internal/ui/kit"
)

// pause is how long somebody stops changing a field before it is saved.
const pause = 700 * time.Millisecond

// saver holds back the saving of one field while it is being changed, so that a word typed or a number
// stepped up is one change and one step of undo.
type saver struct {
	after kit.After
	key   string
	save  func()
	stop  func()
}

// soon saves a field after a pause. Another field that still waits is saved at once.
func (s *saver) soon(key string, save func()) {
	if s.key != key {
		s.flush()
	}
	s.halt()
	s.key, s.save = key, save
	s.stop = s.after(pause, s.flush)
}

// flush saves what waits.
func (s *saver) flush() {
	save := s.save
	s.drop()
	if save != nil {
		save()
	}
}

// drop forgets what waits.
func (s *saver) drop() {
	s.halt()
	s.key, s.save = "", nil
}

func (s *saver) halt() {
	if s.stop != nil {
		s.stop()
		s.stop = nil
	}
}

// waiting reports whether a field has changes that are not saved yet.
func (s *saver) waiting(key string) bool { return s.save != nil && s.key == key }
