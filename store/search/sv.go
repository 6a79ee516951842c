package search

// stemSv takes the endings off a folded Swedish word: genitive, article and
// plural, verb endings, then what makes nouns of verbs and adjectives of
// nouns. It follows Snowball's Swedish stemmer and adds -et, -an, -ning and
// the adjectives' -t.
func stemSv(w string) string {
	w = genitiveSv(w)
	w, _ = cutFirst(w, shortestStem,
		"heterna", "heter", "heten", "andena", "andet", "anden", "orna", "arna", "erna",
		"aren", "arne", "aste", "ena", "ande", "ade", "are", "het", "ern",
		"or", "ar", "er", "en", "et", "an", "ad", "at", "a", "e")
	w, _ = cutFirst(w, 5, "ning", "ing")
	w = shorterEndSv(w)
	w, _ = cutFirst(w, shortestStem, "lig", "els", "ig")
	return w
}

// genitiveSv takes the last s after a letter that a genitive can follow.
func genitiveSv(w string) string {
	left, ok := cut(w, "s", shortestStem)
	if !ok {
		return w
	}
	switch left[len(left)-1] {
	case 'q', 's', 'u', 'w', 'x', 'z', 'i':
		return w
	}
	return left
}

// shorterEndSv makes one of what differs only before an ending (program,
// programmet) and of an adjective's genders (kommunal, kommunalt).
func shorterEndSv(w string) string {
	if len(w) <= shortestStem {
		return w
	}
	switch w[len(w)-2:] {
	case "dd", "gd", "mm", "nn", "dt", "gt", "kt", "tt", "vt", "lt":
		return w[:len(w)-1]
	}
	return w
}

// stopSv is kept in folded letters; "känner" stands for the question people
// ask most: vilka känner vi i Finland?
func stopSv(w string) bool {
	switch w {
	case "och", "att", "det", "den", "de", "dem", "en", "ett", "i", "pa", "av", "med", "till",
		"for", "fran", "om", "som", "ar", "var", "vara", "varit", "har", "hade", "ha", "hos", "vid",
		"vi", "vart", "oss", "jag", "mig", "min", "mitt", "mina", "du", "dig", "din", "ni",
		"er", "han", "hon", "man", "vem", "vad", "vilka", "vilken", "vilket", "nar", "hur", "varfor",
		"kan", "ska", "skall", "finns", "nagon", "nagot", "nagra", "alla", "allt", "inte", "ocksa",
		"eller", "men", "sa", "dar", "nu", "da", "an", "under", "over", "efter", "mot",
		"mellan", "inom", "utan", "samt", "dess", "deras", "detta", "denna", "dessa",
		"kanner", "vet", "visa", "sok", "hitta", "sag":
		return true
	}
	return false
}
