package search

// stemEn takes the plain endings off a folded English word: plural, -ing,
// -ed, and the y and e that come and go before them (city, cities; funded,
// funding). Nothing finer is worth it here: English is the second language.
func stemEn(w string) string {
	w = pluralEn(w)
	if left, ok := cutFirst(w, 4, "ing", "ed"); ok {
		w = undoubleEn(left)
	} else if left, ok := cutFirst(w, shortestStem, "e", "y", "i"); ok {
		return left
	}
	if left, ok := cut(w, "i", 4); ok { // applied, after -ed
		return left
	}
	return w
}

func pluralEn(w string) string {
	if left, ok := cut(w, "ies", shortestStem); ok {
		return left
	}
	if left, ok := cutFirst(w, shortestStem, "sses", "ches", "shes", "xes"); ok {
		return w[:len(left)+len(w)-len(left)-2]
	}
	left, ok := cut(w, "s", shortestStem)
	if !ok {
		return w
	}
	switch left[len(left)-1] {
	case 's', 'u', 'i':
		return w
	}
	return left
}

// undoubleEn makes plan of plann(ing).
func undoubleEn(w string) string {
	n := len(w)
	switch last := w[n-1]; {
	case last != w[n-2], last == 'l', last == 's', last == 'z':
		return w
	}
	return w[:n-1]
}

func stopEn(w string) bool {
	switch w {
	case "the", "a", "an", "and", "or", "of", "to", "in", "on", "at", "for", "from", "with", "by",
		"about", "is", "are", "was", "were", "be", "been", "do", "does", "did", "have", "has", "had",
		"we", "us", "our", "you", "your", "i", "me", "my", "he", "she", "they", "them", "it", "its",
		"this", "that", "these", "those", "who", "whom", "what", "which", "when", "where", "how",
		"why", "can", "could", "will", "would", "should", "any", "all", "some", "not", "there",
		"know", "show", "find", "please":
		return true
	}
	return false
}
