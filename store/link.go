package store

import (
	"slices"
	"strings"
)

// maxLinks bounds how many codes one record links, so that a pasted register
// of them fits a transaction.
const maxLinks = 2000

// textCodes are the codes in all of the texts.
func textCodes(texts []string) []string { return Codes(strings.Join(texts, "\n")) }

// saveLinks keeps what a changed record mentions in step with its texts. A
// code links when there is such a record (or plan point) at the time it is
// written, so that "U18" in a note isn't about a task that comes a year later;
// so of what stood there before, only what has left the text is changed.
func (tx *Tx) saveLinks(old, next entity) error {
	before, after := textCodes(old.mentions()), textCodes(next.mentions())
	if slices.Equal(before, after) {
		return nil
	}
	noted, err := tx.noteCodes(next.ref())
	if err != nil {
		return err
	}
	stay := setOf(after, noted)
	linked, err := tx.mentioned(next.ref())
	if err != nil {
		return err
	}
	for _, code := range linked {
		if !stay[code] {
			if err := tx.unlink(next.ref(), code); err != nil {
				return err
			}
		}
	}
	stood := setOf(before, noted)
	return tx.link(next.ref(), slices.DeleteFunc(after, func(code string) bool { return stood[code] }))
}

// noteCodes are the codes in a record's notes.
func (tx *Tx) noteCodes(r Ref) ([]string, error) {
	notes, err := tx.Notes(r)
	texts := make([]string, len(notes))
	for i, n := range notes {
		texts[i] = n.Text
	}
	return textCodes(texts), err
}

func setOf(lists ...[]string) map[string]bool {
	set := map[string]bool{}
	for _, list := range lists {
		for _, s := range list {
			set[s] = true
		}
	}
	return set
}

// link links from a record to those of the codes that are known.
func (tx *Tx) link(from Ref, codes []string) error {
	links := 0
	for _, code := range codes {
		known, err := tx.known(code)
		if err != nil {
			return err
		}
		if !known || code == from.String() {
			continue
		}
		if err := tx.linkOne(from, code); err != nil {
			return err
		}
		if links++; links == maxLinks {
			return nil
		}
	}
	return nil
}

func (tx *Tx) linkOne(from Ref, code string) error {
	if err := tx.put(linkKey(code, from), []byte{}); err != nil {
		return err
	}
	return tx.put(mentionKey(from, code), []byte{})
}

func (tx *Tx) unlink(from Ref, code string) error {
	if err := tx.remove(linkKey(code, from)); err != nil {
		return err
	}
	return tx.remove(mentionKey(from, code))
}

// known tells whether a code is that of a record or of a plan point.
func (tx *Tx) known(code string) (bool, error) {
	r, ok := ParseRef(code)
	if !ok {
		return tx.store.point(code), nil
	}
	return tx.Exists(r)
}

// Exists tells whether a record is there, whoever may see it.
func (tx *Tx) Exists(r Ref) (bool, error) {
	raw, err := tx.get(recordKey(r))
	return raw != nil, err
}

func (tx *Tx) dropLinks(from Ref) error {
	codes, err := tx.mentioned(from)
	for _, code := range codes {
		if err == nil {
			err = tx.unlink(from, code)
		}
	}
	return err
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

// MentionedBy are the records whose texts or notes mention the code, whoever
// may see them: MeetingOf, Links and NamedIn leave out what a viewer may not.
func (tx *Tx) MentionedBy(code string) ([]Ref, error) {
	var refs []Ref
	err := tx.Scan(prefix(preLink+code+"\x00"), func(k, _ []byte) error {
		refs = append(refs, refOfKey(string(k[len(k)-9:])))
		return nil
	})
	return refs, err
}

func (tx *Tx) mentioners(r Ref) ([]string, error) {
	refs, err := tx.MentionedBy(r.String())
	codes := make([]string, len(refs))
	for i, from := range refs {
		codes[i] = from.String()
	}
	return codes, err
}

// Links are the codes that hang together with a record by being written in a
// text, in either direction, each once. What the viewer may not see is left out.
func (tx *Tx) Links(r Ref, v Viewer) ([]string, error) {
	out, err := tx.mentioned(r)
	if err != nil {
		return nil, err
	}
	in, err := tx.mentioners(r)
	if err != nil {
		return nil, err
	}
	return tx.visible(append(out, in...), v)
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
	for _, r := range c.refs() {
		more, err := tx.Links(r, v)
		if err != nil {
			return nil, err
		}
		codes = append(codes, more...)
	}
	return tx.visible(without(codes, c.refs()), v)
}

// without drops the codes of the records themselves.
func without(codes []string, refs []Ref) []string {
	return slices.DeleteFunc(codes, func(code string) bool {
		return slices.ContainsFunc(refs, func(r Ref) bool { return r.String() == code })
	})
}

// Mentioned are the codes in a text that stand for something the viewer may see.
func (tx *Tx) Mentioned(text string, v Viewer) ([]string, error) {
	return tx.visible(Codes(text), v)
}

// NamedIn are the records that mention a contact and will after it is erased.
func (tx *Tx) NamedIn(c Contact, v Viewer) ([]string, error) {
	var codes []string
	for _, r := range c.refs() {
		more, err := tx.mentioners(r)
		if err != nil {
			return nil, err
		}
		codes = append(codes, more...)
	}
	return tx.visible(without(codes, c.refs()), v)
}
