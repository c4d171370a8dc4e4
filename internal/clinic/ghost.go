package clinic

import "slices"

// The answers to a ghost.
const (
	GhostStill   = "still"   // as it was last time
	GhostGone    = "gone"    // somebody looked, and there is nothing
	GhostChanged = "changed" // there, and to be rated anew
)

// Ghosts are the findings of the assessment before that nobody has answered in this one yet. They are shown to be looked
// for, and are no findings of this assessment until AnswerGhosts makes them so: what nobody looked at is never kept as
// found. A signed assessment has none.
func (c *Chart) Ghosts(a *Assessment) []Finding {
	last := c.AssessmentBefore(a)
	if last == nil || !a.SignedAt.IsZero() {
		return nil
	}
	open := map[string]bool{}
	then := c.Found(last.ID)
	for _, x := range compareFindings(nil, then, c.FindingsOf(a.ID)) {
		if x.NowID == "" {
			open[x.ThenID] = true
		}
	}
	return slices.DeleteFunc(then, func(f Finding) bool { return !open[f.ID] })
}

// CanBeGone reports whether a ghost can be answered with GhostGone. A scar stays.
func (f *Finding) CanBeGone() bool { return f.Type != "scar" }

// CanBeThere reports whether a ghost can be answered with GhostStill or GhostChanged. What is marked where it cannot be by
// now is marked anew, at its right place.
func (f *Finding) CanBeThere(cat *Catalogue) bool { return cat.FindingFits(f.Type, f.Structure) }

// AnswerGhosts makes findings of this assessment of those of the assessment before, as one of the answers above says:
// with the arrows and areas drawn from them, unless they are gone, and without a severity when it has changed.
// What cannot be answered so is left out.
func AnswerGhosts(env Env, cat *Catalogue, chart *Chart, a *Assessment, label Sentence, answer string, ghosts ...Finding) Operation {
	op := Operation{Label: label, Scope: a.ID}
	for _, g := range ghosts {
		if answer == GhostGone && !g.CanBeGone() || answer != GhostGone && !g.CanBeThere(cat) {
			continue
		}
		f := g
		f.ID, f.AssessmentID, f.SessionID, f.CreatedAt = env.NewID(), a.ID, "", env.now()
		f.Signs = slices.Clone(g.Signs)
		f.tidy(cat)
		switch answer {
		case GhostGone:
			none := 0
			f.Severity, f.Quality, f.Note, f.Signs, f.Pattern, f.KnownSince = &none, "", "", nil, "", ""
		case GhostChanged:
			f.Severity = nil
		}
		op.Put = append(op.Put, &f)
		if answer == GhostGone {
			continue
		}
		for _, s := range chart.StrokesOf(g.AssessmentID) {
			if s.FindingID == g.ID {
				op.Put = append(op.Put, s.again(env, a, f.ID))
			}
		}
	}
	return op
}

// GhostLines are the free lines of the assessment before, while none is drawn in this one.
func (c *Chart) GhostLines(a *Assessment) []Stroke {
	free := func(id string) []Stroke {
		return where(c.StrokesOf(id), func(s *Stroke) bool { return s.FindingID == "" })
	}
	last := c.AssessmentBefore(a)
	if last == nil || !a.SignedAt.IsZero() || len(free(a.ID)) > 0 {
		return nil
	}
	return free(last.ID)
}

// DrawAgain draws lines of the assessment before in this one.
func DrawAgain(env Env, a *Assessment, lines []Stroke) Operation {
	op := Operation{Label: Say("Draw the lines of last time"), Scope: a.ID}
	for i := range lines {
		op.Put = append(op.Put, lines[i].again(env, a, ""))
	}
	return op
}

// again is a line in another assessment, from a finding there or from none.
func (s *Stroke) again(env Env, a *Assessment, finding string) *Stroke {
	x := *s
	x.ID, x.AssessmentID, x.SessionID, x.FindingID, x.CreatedAt = env.NewID(), a.ID, "", finding, env.now()
	x.Points = slices.Clone(s.Points)
	return &x
}
