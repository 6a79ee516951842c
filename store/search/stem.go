package search

// Stems tie a word's forms together. They are made when a question is asked,
// not when a text is stored: a stem is always the beginning of its word, so
// all words of one stem stand together in the sorted dictionary and are found
// by walking it from there. Snowball's stemmers don't promise that (English
// writes new letters) and leave Swedish -et and -an alone, which a register
// of meetings is full of (mötet, avtalet, ansökan).
//
// Words are folded before: a stem knows nothing of å, ä and ö.

const (
	shortestStem  = 3  // the least a stem may keep of its word
	longestEnding = 12 // the most that a form may have after the root
)

// A stems is a word with what each language leaves of it.
type stems struct {
	word, sv, en string
}

func stemsOf(folded string) stems {
	for i := 0; i < len(folded); i++ {
		if '0' <= folded[i] && folded[i] <= '9' {
			return stems{folded, folded, folded}
		}
	}
	return stems{folded, stemSv(folded), stemEn(folded)}
}

// root is what every word with one of the stems begins with.
func (s stems) root() string {
	if len(s.en) < len(s.sv) {
		return s.en
	}
	return s.sv
}

// covers tells if another folded word is a form of this one. A word that
// looks like an ending's bearer itself (alfabet) still meets its own forms.
func (s stems) covers(folded string) bool {
	switch {
	case len(folded) > len(s.root())+longestEnding:
		return false
	case folded == s.sv || folded == s.en:
		return true
	}
	return stemSv(folded) == s.sv || stemEn(folded) == s.en
}

// stopword tells if a folded word only holds a sentence together.
func stopword(folded string) bool { return stopSv(folded) || stopEn(folded) }

// cut takes a suffix away when enough is left of the word.
func cut(word, suffix string, keep int) (string, bool) {
	n := len(word) - len(suffix)
	if n < keep || word[n:] != suffix {
		return word, false
	}
	return word[:n], true
}

// cutFirst takes away the first suffix of the list that fits.
func cutFirst(word string, keep int, suffixes ...string) (string, bool) {
	for _, suffix := range suffixes {
		if left, ok := cut(word, suffix, keep); ok {
			return left, true
		}
	}
	return word, false
}
