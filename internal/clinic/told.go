package clinic

import (
	"slices"
)

// Told is what answers to other questions say that an answer does not say yet: it is offered, and not asked again.
type Told struct {
	Details []Detail // under the names of the answer's own fields
	Targets []Target // where it is
	From    []*ScreeningItem
}

// Empty reports that there is nothing to offer.
func (t *Told) Empty() bool { return len(t.From) == 0 }

// related are the questions that have a fact in common with an item, directly or through another, by the table of details; not
// the item itself.
func (c *Catalogue) related(item string) map[string]bool {
	in := map[string]bool{item: true}
	for grown := true; grown; {
		grown = false
		for _, a := range c.Details {
			if a.Same == "" || !in[a.Item] {
				continue
			}
			for _, b := range c.Details {
				if b.Same == a.Same && !in[b.Item] {
					in[b.Item], grown = true, true
				}
			}
		}
	}
	delete(in, item)
	return in
}

// ToldElsewhere is what the last answers to other questions say of the facts that an answer has fields for and says nothing of,
// the latest first.
func (c *Chart) ToldElsewhere(cat *Catalogue, s *Screening) Told {
	related := cat.related(s.Item)
	var others []Answer
	for item, a := range c.LatestAnswers(cat) {
		if related[item] && a.Answer != AnswerNo {
			others = append(others, a)
		}
	}
	slices.SortFunc(others, func(a, b Answer) int {
		if answeredBefore(&b.Screening, &a.Screening) {
			return -1
		}
		return 1
	})
	var out Told
	from := func(a *Answer) {
		if item := cat.ScreeningItem(a.Item); !slices.Contains(out.From, item) {
			out.From = append(out.From, item)
		}
	}
	for _, f := range cat.DetailsOf(s.Item) {
		for i := range others {
			a := &others[i]
			like := find(cat.Details, func(d *DetailField) bool { return d.Item == a.Item && d.Same == f.Same })
			if f.Same == "" || like == nil {
				continue
			}
			if f.Kind == DetailPlace {
				if len(s.Targets) == 0 && len(a.Targets) > 0 {
					out.Targets = slices.Clone(a.Targets)
					from(a)
					break
				}
			} else if value := a.Detail(like.Name); value != "" && s.Detail(f.Name) == "" {
				out.Details = append(out.Details, Detail{f.Name, value})
				from(a)
				break
			}
		}
	}
	return out
}

// TakeOver puts what was told elsewhere into the answer.
func (s *Screening) TakeOver(cat *Catalogue, t *Told, today Date) {
	for _, d := range t.Details {
		if f := find(cat.Details, func(f *DetailField) bool { return f.Item == s.Item && f.Name == d.Name }); f != nil {
			s.SetDetail(f, d.Value, today)
		}
	}
	if len(t.Targets) > 0 {
		s.Targets = slices.Clone(t.Targets)
	}
}

// ClearedElsewhere is a doctor's clearance in force of a question that has a fact in common with an item, while the item has
// none; nil for none. Whether it holds for the item too is for the therapist to say.
func (c *Chart) ClearedElsewhere(cat *Catalogue, item *ScreeningItem, today Date) *Clearance {
	if item == nil || item.Blocks || Urgent(item.Urgency) || c.ClearanceFor(item, today) != nil {
		return nil
	}
	related := cat.related(item.Code)
	var best *Clearance
	for i := range c.Clearances {
		k := &c.Clearances[i]
		other := cat.ScreeningItem(k.Item)
		if other == nil || !related[k.Item] || c.ClearanceFor(other, today) != k {
			continue
		}
		if best == nil || best.Date <= k.Date {
			best = k
		}
	}
	return best
}

// ClearToo is the clearance of a doctor for another question.
func ClearToo(env Env, of *Clearance, item string) *Clearance {
	return Clear(env, of.PatientID, item, func(k *Clearance) {
		k.Doctor, k.Date, k.Expires, k.Scope = of.Doctor, of.Date, of.Expires, of.Scope
	})
}
