// Package search finds text: records by a few hasty words (Index) and
// passages of a document by a question (Passages). Swedish first, English
// beside it. In: texts with ids. Out: ids with scores, best first. Never:
// knows what a contact or a guideline is, nor who may see it.
package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold makes two spellings of the same word equal: lower case, and letters
// without their marks (å ä ö é ü become a a o e u, ø æ ß become o ae ss, and
// the Sámi đ ŋ ŧ become d n t).
func Fold(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf || 'A' <= s[i] && s[i] <= 'Z' {
			return string(appendFold(make([]byte, 0, len(s)), s))
		}
	}
	return s
}

// appendFold does what Fold does, into dst. Swedish goes by the switch; only
// letters it doesn't name are looked up in Unicode's tables, one at a time.
func appendFold(dst []byte, s string) []byte {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			dst = append(dst, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		dst = appendFoldRune(dst, r)
		i += n
	}
	return dst
}

func appendFoldRune(dst []byte, r rune) []byte {
	switch r {
	case 'å', 'ä', 'Å', 'Ä', 'á', 'Á', 'à', 'À':
		return append(dst, 'a')
	case 'ö', 'Ö', 'ø', 'Ø':
		return append(dst, 'o')
	case 'é', 'É', 'è', 'È':
		return append(dst, 'e')
	case 'ü', 'Ü':
		return append(dst, 'u')
	}
	var decomposed [32]byte // a rune becomes at most 18 bytes
	var one [utf8.UTFMax]byte
	for _, r := range string(norm.NFD.Append(decomposed[:0], one[:utf8.EncodeRune(one[:], r)]...)) {
		if !unicode.Is(unicode.Mn, r) {
			dst = append(dst, foldBase(unicode.ToLower(r))...)
		}
	}
	return dst
}

// foldBase spells the letters that are no base-and-mark to Unicode.
func foldBase(lower rune) string {
	switch lower {
	case 'ø':
		return "o"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'ß':
		return "ss"
	case 'ð', 'đ':
		return "d"
	case 'þ':
		return "th"
	case 'ł':
		return "l"
	case 'ŋ':
		return "n"
	case 'ŧ':
		return "t"
	case 'ħ':
		return "h"
	case 'ı':
		return "i"
	}
	return string(lower)
}

// Words cuts s into runs of letters and digits, as they stand (not folded).
func Words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r)
	})
}
