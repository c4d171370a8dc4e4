package today

import (
	"context"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// readCalls counts who is to be called today, each by the most urgent reason. Where that cannot be known now, it is nobody.
func (s *Screen) readCalls(ctx context.Context) (map[clinic.RecallReason]int, error) {
	all, err := s.d.Store.Recalls(ctx)
	if s.d.Unreachable(err) {
		return nil, nil
	}
	out := make(map[clinic.RecallReason]int)
	for _, r := range all {
		if len(r.Due) > 0 {
			out[r.Due[0].Reason]++
		}
	}
	return out, err
}

// toCall are the reasons to call somebody, each with for how many it is the first; and how many people these are. The list is
// in the diary.
func (s *Screen) toCall(calls map[clinic.RecallReason]int) (out []task, people int) {
	if s.d.Calls == nil {
		return nil, 0
	}
	for _, reason := range clinic.RecallReasons() {
		if n := calls[reason]; n > 0 {
			people += n
			out = append(out, task{kit.Row{What: words.Say(clinic.SayCount(n, "{{.Count}} patient", "{{.Count}} patients")), Quiet: words.Say(reason.Name())}, s.d.Calls})
		}
	}
	return out, people
}
