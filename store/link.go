package store

import (
	"strings"
)

// saveLinks rewrites what a record mentions, in its texts and its notes. A
// code links when there is such a record (or plan point) at that time, so that
// "U18" in a note isn't about a task that comes a year later.
func (tx *Tx) saveLinks(rec entity, isNew bool) error {
	texts := rec.mentions()
	if !isNew {
		notes, err := tx.Notes(rec.ref())
		if err != nil {
			return err
		}
		for _, n := range notes {
			texts = append(texts, n.Text)
		}
		if err := tx.dropLinks(rec.ref()); err != nil {
			return err
		}
	}
	return tx.link(rec.ref(), texts...)
}

func (tx *Tx) link(from Ref, texts ...string) error {
	for _, text := range texts {
		for _, code := range Codes(text) {
			known, err := tx.known(code)
			if err != nil {
				return err
			}
			if !known || code == from.String() {
				continue
			}
			if err := tx.put(linkKey(code, from), []byte{}); err != nil {
				return err
			}
			if err := tx.put(mentionKey(from, code), []byte{}); err != nil {
				return err
			}
		}
	}
	return nil
}

// known tells whether a code is that of a record or of a plan point.
func (tx *Tx) known(code string) (bool, error) {
	r, ok := ParseRef(code)
	if !ok {
		return tx.store.point(code), nil
	}
	raw, err := tx.get(recordKey(r))
	return raw != nil, err
}

func (tx *Tx) dropLinks(from Ref) error {
	codes, err := tx.mentioned(from)
	if err != nil {
		return err
	}
	for _, code := range codes {
		if err := tx.remove(linkKey(code, from)); err != nil {
			return err
		}
		if err := tx.remove(mentionKey(from, code)); err != nil {
			return err
		}
	}
	return nil
}

// mentioned are the codes that a record's texts and notes mention.
func (tx *Tx) mentioned(from Ref) ([]string, error) {
	var codes []string
	p := preMention + from.key() + "/"
	err := tx.Scan(prefix(p), func(k, _ []byte) error {
		codes = append(codes, strings.TrimPrefix(string(k), p))
		return nil
	})
	return codes, err
}

// MentionedBy are the records whose texts or notes mention the code.
func (tx *Tx) MentionedBy(code string) ([]Ref, error) {
	var refs []Ref
	err := tx.Scan(prefix(preLink+code+"\x00"), func(k, _ []byte) error {
		refs = append(refs, refOfKey(string(k[len(k)-9:])))
		return nil
	})
	return refs, err
}

// Links are the codes that hang together with a record by being written in a
// text, in either direction, each once. What the viewer may not see is left out.
func (tx *Tx) Links(r Ref, v Viewer) ([]string, error) {
	out, err := tx.mentioned(r)
	if err != nil {
		return nil, err
	}
	in, err := tx.MentionedBy(r.String())
	if err != nil {
		return nil, err
	}
	for _, from := range in {
		out = append(out, from.String())
	}
	return tx.visible(out, v)
}

// visible keeps the codes that stand for something the viewer may see, each once.
func (tx *Tx) visible(codes []string, v Viewer) ([]string, error) {
	seen := map[string]bool{}
	var kept []string
	for _, code := range codes {
		if seen[code] {
			continue
		}
		seen[code] = true
		ok, err := tx.mayRead(code, v)
		if err != nil {
			return nil, err
		}
		if ok {
			kept = append(kept, code)
		}
	}
	return kept, nil
}

// ContactLinks are a contact's links, and those of the contacts it took over.
func (tx *Tx) ContactLinks(c Contact, v Viewer) ([]string, error) {
	var codes []string
	for _, id := range append([]uint64{c.ID}, c.Also...) {
		more, err := tx.Links(Ref{KindContact, id}, v)
		if err != nil {
			return nil, err
		}
		codes = append(codes, more...)
	}
	return tx.visible(codes, v)
}

// Mentioned are the codes in a text that stand for something the viewer may see.
func (tx *Tx) Mentioned(text string, v Viewer) ([]string, error) {
	return tx.visible(Codes(text), v)
}

// NamedIn are the records that mention a contact and will after it is erased.
func (tx *Tx) NamedIn(c Contact, v Viewer) ([]string, error) {
	var codes []string
	for _, id := range append([]uint64{c.ID}, c.Also...) {
		refs, err := tx.MentionedBy(Ref{KindContact, id}.String())
		if err != nil {
			return nil, err
		}
		for _, r := range refs {
			codes = append(codes, r.String())
		}
	}
	return tx.visible(codes, v)
}

// Exists tells whether a record is there, whoever may see it.
func (tx *Tx) Exists(r Ref) (bool, error) {
	raw, err := tx.get(recordKey(r))
	return raw != nil, err
}
