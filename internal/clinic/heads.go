package clinic

import (
	"slices"

	"regimen/internal/table"
)

// Head is a question that is read out for several items of the screening at once, with the words of each of them. A no
// denies them as a group; yes or unsure asks them one by one.
type Head struct {
	Code     string
	Name     string
	Question string // what is read out before the signs
	Source   string
	Signs    []HeadSign // in the order they are read out
}

// HeadSign is how an item of the screening is named by its head.
type HeadSign struct {
	Item string
	Head string // "" for an item that is asked on its own
	Sign string // the words in the head's list
	Why  string // it is asked on its own; "" where it is in no list
}

// headPrefix is what the code of each head begins with, so that none is ever that of an item.
const headPrefix = "head."

var (
	headColumns = []string{"code", "name", "question", "source"}
	signColumns = []string{"item", "head", "sign", "why"}
)

func readHead(r *table.Row) Head {
	return Head{Code: headPrefix + r.Text("code"), Name: r.Must("name"), Question: r.Must("question"), Source: r.Must("source")}
}

func readSign(r *table.Row) HeadSign {
	s := HeadSign{Item: r.Text("item"), Head: r.Text("head"), Sign: r.Text("sign"), Why: r.Text("why")}
	switch {
	case s.Head != "" && s.Sign == "":
		r.Fail("sign", "write by which words the head names it")
	case s.Head == "" && (s.Sign != "" || s.Why == ""):
		r.Fail("why", "write why no head stands for it")
	}
	if s.Head != "" {
		s.Head = headPrefix + s.Head
	}
	return s
}

// Head by code, or nil.
func (c *Catalogue) Head(code string) *Head {
	return find(c.Heads, func(h *Head) bool { return h.Code == code })
}

// HeadOf is the head that stands for an item, or nil.
func (c *Catalogue) HeadOf(item string) *Head {
	return find(c.Heads, func(h *Head) bool {
		return slices.ContainsFunc(h.Signs, func(s HeadSign) bool { return s.Item == item })
	})
}

// Term is the head, as a sentence names it.
func (h *Head) Term() Term { return Term{"head", h.Code, h.Name} }

// checkHeads puts the signs under their heads, and makes sure that every question is asked in one place.
func (c *Catalogue) checkHeads(l *table.Reader, signs []HeadSign) {
	for _, s := range signs {
		if item := c.ScreeningItem(s.Item); item == nil || !item.Warns() {
			l.Fail("signs.tsv", 0, "item", "%q is no danger of screening.tsv", s.Item)
			continue
		}
		switch h := c.Head(s.Head); {
		case s.Head == "":
			c.Alone = append(c.Alone, s)
		case h == nil:
			l.Fail("signs.tsv", 0, "head", "%q of %q is no code of heads.tsv", s.Head, s.Item)
		default:
			h.Signs = append(h.Signs, s)
		}
	}
	for _, h := range c.Heads {
		if len(h.Signs) == 0 {
			l.Fail("heads.tsv", 0, "code", "%q stands for nothing", h.Code)
		}
	}
	for i := range c.Screening {
		code := c.Screening[i].Code
		if c.Screening[i].Warns() && !slices.ContainsFunc(signs, func(s HeadSign) bool { return s.Item == code }) {
			c.Alone = append(c.Alone, HeadSign{Item: code})
		}
	}
}

// AloneItems are the questions that no head stands for, in the order of the table.
func (c *Catalogue) AloneItems() []*ScreeningItem {
	var out []*ScreeningItem
	for _, s := range c.Alone {
		out = append(out, c.ScreeningItem(s.Item))
	}
	return out
}

// Each reports that a question is put to the patient by itself, or read out with the words of its head: what is urgent,
// what rules massage out and every red flag is never answered by a tap on the rest.
func (s *ScreeningItem) Each() bool {
	return s.Group == GroupRedFlag || s.Group == GroupAbsolute || s.Blocks || Urgent(s.Urgency)
}

// ScreeningIn is the answer to an item, or to a head, that was given in a visit; nil for none.
func (c *Chart) ScreeningIn(o Occasion, item string) *Screening {
	return find(c.Screenings, func(s *Screening) bool { return s.Item == item && s.In(o) })
}

// AskedApart are the items that are asked by themselves in a visit, whatever is said to their heads: what was answered there
// so, what was not denied last time, and what something known opens or answers.
func (c *Chart) AskedApart(cat *Catalogue, o Occasion) map[string]bool {
	apart := make(map[string]bool)
	for item, a := range c.answersBefore(o) {
		apart[item] = a.Answer != AnswerNo
	}
	for _, k := range c.KnownIn(cat, o) {
		apart[k.Item] = true
	}
	for i := range c.Screenings {
		if s := &c.Screenings[i]; s.In(o) {
			apart[s.Item] = true
		}
	}
	return apart
}

// covered are the items of a head that a no in a visit denies together.
func (c *Chart) covered(cat *Catalogue, o Occasion, h *Head, may func(*ScreeningItem) bool) []string {
	apart := c.AskedApart(cat, o)
	var out []string
	for _, s := range h.Signs {
		if item := cat.ScreeningItem(s.Item); item != nil && may(item) && !apart[s.Item] {
			out = append(out, s.Item)
		}
	}
	return out
}

// AnswerHead keeps the answer to a head in a visit, "" to take it back. No denies all that it names and that is not asked
// apart.
func AnswerHead(env Env, cat *Catalogue, chart *Chart, o Occasion, h *Head, answer string) Operation {
	scope := o.Scope()
	old := chart.ScreeningIn(o, h.Code)
	if answer == "" {
		if old == nil {
			return Operation{}
		}
		return Operation{Label: Say("Take back: {{.Name}}", Args{"Name": h.Term()}), Scope: scope, Remove: []Record{old}}
	}
	s := Ask(env, o, h.Code)
	if old != nil {
		was := *old
		s = &was
	}
	s.Answer, s.At, s.Covers = answer, env.now(), nil
	label := Say("{{.Question}}: ask one by one", Args{"Question": h.Term()})
	if answer == AnswerNo {
		s.Covers = chart.covered(cat, o, h, func(*ScreeningItem) bool { return true })
		label = Say("{{.Question}}: nothing to report", Args{"Question": h.Term()})
	}
	return Operation{Label: label, Scope: scope, Put: []Record{s}}
}

// AnswerRest denies as a group what a head that was not denied names and that has no answer: only what is neither urgent,
// nor a red flag, nor rules massage out. It is empty when nothing of that is left.
func AnswerRest(env Env, cat *Catalogue, chart *Chart, o Occasion, h *Head) Operation {
	old := chart.ScreeningIn(o, h.Code)
	if old == nil || old.Answer == AnswerNo {
		return Operation{}
	}
	rest := chart.covered(cat, o, h, func(item *ScreeningItem) bool { return !item.Each() && !slices.Contains(old.Covers, item.Code) })
	if len(rest) == 0 {
		return Operation{}
	}
	s := *old
	s.Covers, s.At = append(slices.Clone(old.Covers), rest...), env.now()
	return Operation{Label: Say("{{.Question}}: nothing else to report", Args{"Question": h.Term()}), Scope: o.Scope(), Put: []Record{&s}}
}
