package bot

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// nearest is the one of the known words that was probably meant, or nothing.
// A suggestion must never be absurd: two letters say too little, and of a
// short word the first letter is hardly ever wrong.
func nearest(known []knownWord, typed string) string {
	if len(typed) > maxKnown {
		return ""
	}
	word := []rune(fold(unmarked(typed)))
	if len(word) < 3 || !isWord(word) {
		return ""
	}
	best, least := "", len(word)
	for _, k := range known {
		most := allowed(k.folded, word)
		if abs(len(k.folded)-len(word)) > most {
			continue
		}
		if d := distance(word, k.folded); d <= most && d < least {
			best, least = k.typed, d
		}
	}
	return best
}

// A knownWord is a word of the catalogue, as typed and folded.
type knownWord struct {
	typed  string
	folded []rune
}

// allowed is how many slips of the finger lead from the known word to this one.
func allowed(known, word []rune) int {
	same := known[0] == word[0]
	swapped := len(known) > 1 && known[0] == word[1] && known[1] == word[0]
	switch n := len(known); {
	case n < 3:
		return 0
	case n == 3: // "sökk" and "skö", but "son" is somebody's name
		if len(word) > n && same || sameLetters(known, word) {
			return 1
		}
		return 0
	case n < 6:
		if same || swapped {
			return 1
		}
		return 0
	case n > 6 && same:
		return 2
	}
	return 1
}

func sameLetters(a, b []rune) bool {
	if len(a) != len(b) {
		return false
	}
	counts := map[rune]int{}
	for i := range a {
		counts[a[i]]++
		counts[b[i]]--
	}
	for _, n := range counts {
		if n != 0 {
			return false
		}
	}
	return true
}

// isName: a capital, and then small letters.
func isName(s string) bool {
	first, size := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(first) && s[size:] != strings.ToUpper(s[size:])
}

func isWord(s []rune) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) && r != ' ' {
			return false
		}
	}
	return true
}

func abs(n int) int { return max(n, -n) }

// distance counts letters added, dropped, changed or swapped with a neighbour.
func distance(x, y []rune) int {
	var before []int
	last := make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row := make([]int, len(y)+1)
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(y)]
}
