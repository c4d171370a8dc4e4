package store

import (
	"context"
	"errors"
	"io"
	"testing"
)

// Who stops a work is told that it was stopped, also where the connection was cut off by that; a connection that is
// lost is told as that.
func TestWhyEnded(t *testing.T) {
	t.Parallel()
	cut := explain(io.ErrUnexpectedEOF)
	if !errors.Is(cut, ErrUnreachable) {
		t.Fatal(cut)
	}
	going := t.Context()
	stoppedByUser, cancel := context.WithCancel(going)
	cancel()
	lost, lose := context.WithCancelCause(going)
	lose(ErrUnreachable)
	tooLong, done := context.WithTimeout(going, 0)
	defer done()
	<-tooLong.Done()
	other := errors.New("another reason")
	for name, x := range map[string]struct {
		ctx                  context.Context
		err                  error
		stopped, unreachable bool
	}{
		"goes on":         {going, cut, false, true},
		"stopped":         {stoppedByUser, cut, true, false},
		"lost":            {lost, context.Canceled, true, true},
		"took too long":   {tooLong, cut, false, true},
		"another reason":  {stoppedByUser, other, false, false},
		"nothing to tell": {stoppedByUser, nil, false, false},
	} {
		got := whyEnded(x.ctx, x.err)
		if errors.Is(got, context.Canceled) != x.stopped || errors.Is(got, ErrUnreachable) != x.unreachable {
			t.Errorf("%s: %v", name, got)
		}
	}
}
