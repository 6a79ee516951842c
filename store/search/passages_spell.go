package search

// shortestMisspelt: shorter words have too many neighbours to guess.
const shortestMisspelt = 6

// spelled gives the passages' word that word was probably meant to be: one
// slip away, or two in a long word, with the first and last letter right (other
// ends are inflections and compounds). Empty when the passages have such a word
// already, or none is near.
func (p *Passages) spelled(word string) string {
	if len(word) < shortestMisspelt || p.knows(word) {
		return ""
	}
	most := 1
	if len(word) > 8 {
		most = 2
	}
	meant := ""
	for _, known := range p.words {
		if len(known) < shortestMisspelt || known[0] != word[0] || known[len(known)-1] != word[len(word)-1] {
			continue
		}
		if d := slips(word, known, most); d <= most {
			if d == 1 {
				return known
			}
			if meant == "" {
				meant = known
			}
		}
	}
	return meant
}

// knows tells whether the passages have word, or one that goes on from it or
// stops a little before: an inflection is no slip.
func (p *Passages) knows(word string) bool {
	stem := stemSv(word)
	for _, known := range p.words {
		if known == word || len(stem) >= shortestStem && len(known) >= len(stem) && known[:len(stem)] == stem {
			return true
		}
	}
	return false
}

// slips counts the letters put in, left out, changed or swapped between a and
// b, in bytes of folded words; more than most is told as most+1.
func slips(a, b string, most int) int {
	if len(a) > maxWord || len(b) > maxWord || len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	var rows [3][maxWord + 1]int
	for j := range len(b) + 1 {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		row, last, before := &rows[i%3], &rows[(i+2)%3], &rows[(i+1)%3]
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > most {
			return most + 1
		}
	}
	return rows[len(a)%3][len(b)]
}
