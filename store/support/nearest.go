package support

import (
	"slices"
	"strings"

	"utblick/store/search"
)

const maxID = 64 // longer than any id or name; nothing typed beyond it is a near miss

// Nearest is the programme that a person may have meant by an id that Get
// doesn't know: one whose id or name has all the words ("aurora"), else one a
// few letters away ("klimatlivet"), else one whose words begin so ("klimatk").
// Not found means that nothing is near enough to suggest.
func (c *Catalogue) Nearest(id string) (*Programme, bool) {
	if len(id) > maxID {
		return nil, false
	}
	typed := foldID(id)
	if typed == "" {
		return nil, false
	}
	list := c.List()
	words := strings.Split(typed, "-")
	if p := firstWith(list, words, func(have, want string) bool { return have == want }); p != nil {
		return p, true
	}
	var best *Programme
	atMost := len(typed) / 4 // one slip in four letters is a slip, more is another word
	for _, p := range list {
		for _, name := range []string{p.ID, foldID(p.NameSV), foldID(p.NameEN)} {
			if d := search.Edits(typed, name); d <= atMost {
				best, atMost = p, d-1
			}
		}
	}
	if best != nil {
		return best, true
	}
	if len(typed) < 3 {
		return nil, false
	}
	best = firstWith(list, words, strings.HasPrefix)
	return best, best != nil
}

// firstWith is the first programme that for each wanted word has a word, in
// its id or names, that is like it.
func firstWith(list []*Programme, want []string, like func(have, want string) bool) *Programme {
	for _, p := range list {
		have := search.Words(search.Fold(p.ID + " " + p.NameSV + " " + p.NameEN))
		missing := slices.ContainsFunc(want, func(w string) bool {
			return !slices.ContainsFunc(have, func(h string) bool { return like(h, w) })
		})
		if !missing {
			return p
		}
	}
	return nil
}
