package search

import "slices"

// A query is cut off here; nobody types more words in search of a record.
const (
	longestQuery = 200 // runes
	mostWords    = 16
	mostInitials = 4 // words of one letter: each is the beginning of a tenth of all words
)

// A wanted is one word of a query.
type wanted struct {
	stems         // of the folded word
	word   string // as typed, in lower case
	number string // another way to dial it, if it is a telephone number
}

// readings are the ways to understand a query, the likeliest first: groups of
// digits as one telephone number, and each by itself. There is always one.
func readings(query string) [][]wanted {
	query = shorten(query, longestQuery)
	var whole reading
	last := 0
	for i := 0; i < len(query); i++ {
		if !beginsNumber(query, i) {
			continue
		}
		if d := dial(query[i:]); (d.groups > 1 || d.abroad) && len(d.digits) >= shortestPart {
			whole.words(query[last:i])
			whole.number(d)
			last = i + d.length
			i = last - 1
		}
	}
	var single reading
	single.words(query)
	if last == 0 {
		return [][]wanted{single.wanted()}
	}
	whole.words(query[last:])
	return [][]wanted{whole.wanted(), single.wanted()}
}

func beginsNumber(s string, i int) bool {
	if i > 0 && (s[i-1] >= 0x80 || lowerASCII[s[i-1]] != '_') {
		return false // inside a word
	}
	return s[i] == '+' || isDigit(s[i])
}

// A reading collects the words of a query, each once.
type reading struct {
	all []wanted
	cut cutter
}

func (r *reading) words(s string) {
	r.cut.noPhones = true
	r.cut.words(s, inText, func(word []byte, _ uint8) {
		r.add(wanted{word: string(word), stems: stemsOf(Fold(string(word)))})
	})
}

func (r *reading) number(d dialled) {
	w := wanted{word: d.digits, stems: stemsOf(d.digits)}
	if n := d.national(); d.abroad && len(n) > shortestPart {
		w.number = n
	}
	r.add(w)
}

func (r *reading) add(w wanted) {
	if !slices.ContainsFunc(r.all, func(o wanted) bool { return o.word == w.word }) {
		r.all = append(r.all, w)
	}
}

// wanted leaves out the words that only hold the sentence together, unless
// there are no others.
func (r *reading) wanted() []wanted {
	telling := slices.DeleteFunc(slices.Clone(r.all), func(w wanted) bool { return stopword(w.stems.word) })
	if len(telling) == 0 {
		telling = r.all
	}
	initials := 0
	telling = slices.DeleteFunc(telling, func(w wanted) bool {
		if len(w.stems.word) == 1 {
			initials++
		}
		return len(w.stems.word) == 1 && initials > mostInitials
	})
	return telling[:min(len(telling), mostWords)]
}

// shorten cuts text after so many runes.
func shorten(text string, runes int) string {
	for i := range text {
		if runes--; runes < 0 {
			return text[:i]
		}
	}
	return text
}
