package store

import (
	"strings"
	"testing"

	"regimen/internal/clinic"
)

// Practitioners and decisions from before training and the words of consent were kept are as they were: trained in nothing that
// is told, and without words. Nothing of them looks changed.
func TestTrainingAndWordsOfBefore(t *testing.T) {
	t.Parallel()
	const (
		ana = `{"id":"ana","name":"Ana","qualifications":"","association":"","member_number":"","provider_number":"","phone":"","created_at":"2026-03-02T09:00:00.000000000Z"}`
		ann = `{"id":"c1","patient_id":"p1","decision":"given","areas":["general"],"techniques":[],"how":"spoken","by":"Ann","by_as":"patient","relation":"",` +
			`"explained":"","draping":"","chaperone":"","note":"","signature":[],"at":"2026-03-02T09:00:00.000000000Z","relation_code":""}`
	)
	s := carriedOver(t, 9, func(do func(string, ...any)) {
		do("INSERT INTO practitioner (id, name, qualifications, association, member_number, provider_number, phone, created_at) VALUES ('ana', 'Ana', '', '', '', '', '', '2026-03-02T09:00:00.000000000Z')")
		do("INSERT INTO operation (seq, id, at, actor, actor_id, role, machine, verb, label, scope) VALUES (1, 'o1', '2026-03-02T09:00:00.000000000Z', 'Ana', '', 'owner', 'desk', 'apply', 'Set up', '')")
		do("INSERT INTO change (operation_seq, position, kind, record_id, after) VALUES (1, 0, 'practitioner', 'ana', $1)", ana)
	})
	all := must(s.Practitioners(t.Context()))(t)
	if len(all) != 1 || len(all[0].Trained) != 0 {
		t.Fatalf("%+v", all)
	}
	found := must(s.Check(t.Context()))(t)
	for _, p := range found.Problems {
		if strings.Contains(p.String(), "practitioner") {
			t.Error(p)
		}
	}
	for kind, text := range map[clinic.Kind]string{clinic.KindPractitioner: ana, clinic.KindConsent: ann} {
		tab := tableOf(kind)
		r, err := tab.decodeAsWritten(text)
		if err != nil || !tab.isWritten(r, text) {
			t.Errorf("a %s of before looks forged: %v", kind, err)
		}
	}
	apply(t, s, put(&clinic.Practitioner{ID: "ana", Name: "Ana", CreatedAt: all[0].CreatedAt, Trained: []string{"mld", "cupping"}}))
	if all := must(s.Practitioners(t.Context()))(t); len(all) != 1 || len(all[0].Trained) != 2 {
		t.Errorf("%+v", all)
	}
}
