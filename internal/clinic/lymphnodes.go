package clinic

import (
	"regimen/internal/anatomy"
	"regimen/internal/script"
	"regimen/internal/table"
)

// LymphNodes is a group of lymph nodes: what it collects the lymph of, and where that goes on to.
type LymphNodes struct {
	Code string // of the anatomy table
	From string // within a sentence
	// To is the group that the lymph goes on to, and by which alone it goes on. "" is none: then Onward says in words where to.
	To     string
	Onward string
	Source string
}

var lymphNodesColumns = []string{"code", "from", "to", "onward", "source"}

func readLymphNodes(r *table.Row) LymphNodes {
	n := LymphNodes{Code: r.Text("code"), From: r.Must("from"), To: r.Text("to"), Onward: r.Text("onward"), Source: r.Must("source")}
	if (n.To == "") == (n.Onward == "") {
		r.Fail("to", "say where the lymph goes on to: a group, or in words")
	}
	return n
}

// checkLymphNodes makes sure that every group goes on to one that there is, and none in a circle.
func (c *Catalogue) checkLymphNodes(l *table.Reader) {
	for i := range c.LymphNodes {
		first := &c.LymphNodes[i]
		at := first
		for range c.LymphNodes {
			if at.To == "" {
				break
			}
			next := c.NodeGroup(at.To)
			if next == nil {
				l.Fail("lymphnodes.tsv", 0, "to", "%q of %q is no code of lymphnodes.tsv", at.To, at.Code)
				break
			}
			at = next
		}
		if at.To != "" && c.NodeGroup(at.To) != nil {
			l.Fail("lymphnodes.tsv", 0, "to", "%q goes on in a circle", first.Code)
		}
	}
}

// NodeGroup by code, or nil.
func (c *Catalogue) NodeGroup(code string) *LymphNodes {
	return find(c.LymphNodes, func(n *LymphNodes) bool { return n.Code == code })
}

// nodesGone are the groups of nodes that are on file as removed.
func (c *Chart) nodesGone() []Target {
	var out []Target
	for i := range c.LymphBarriers {
		if b := &c.LymphBarriers[i]; b.Cause == BarrierRemoved || b.Cause == BarrierBoth {
			out = append(out, b.Target())
		}
	}
	return out
}

// LymphStopped is what stops the lymph that is led to a group of nodes on a side: what happened to the group, or to one that
// it goes on to. nil while the way is sound.
func (c *Chart) LymphStopped(cat *Catalogue, group string, side anatomy.Side) *LymphBarrier {
	for range len(cat.LymphNodes) + 1 {
		if b := c.NodesGone(group, side); b != nil {
			return b
		}
		n := cat.NodeGroup(group)
		if n == nil || n.To == "" {
			return nil
		}
		group = n.To
	}
	return nil
}

// stoppedWords say why nothing is led to a group of nodes, naming the group on the way that is gone.
func (c *Catalogue) stoppedWords(group string, b *LymphBarrier) Sentence {
	if b.Structure == group || c.structure == nil {
		return b.Words()
	}
	return Say("{{.What}} ({{.Nodes}})", Args{"What": b.Words(), "Nodes": Term{"structure", b.Structure, script.LowerFirst(c.structure(b.Structure).Name)}})
}
