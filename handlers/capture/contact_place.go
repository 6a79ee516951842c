package capture

import (
	"regexp"
	"slices"
	"strings"

	"utblick/store/search"
)

// place gives the words that are left their fields, now that all is read.
func (r *contactReader) place() {
	r.dropGreetings()
	r.takeCountries()
	r.takeAnyway()
	if r.signature {
		r.turnSignature()
	}
	r.openName()
	for _, p := range r.rest {
		c := &r.contact
		switch {
		case c.Name == "" && !r.named[nameField]:
			c.Name = p.text
		case c.Organisation == "" && !r.named[organisationField]:
			c.Organisation = p.text
		case c.Role == "" && !r.named[roleField]:
			c.Role = p.text
		default:
			c.Extra = append(c.Extra, p.text)
		}
	}
}

// greetingForm is how a signature begins: "Mvh Sven-Erik", "Kind regards,".
var greetingForm = regexp.MustCompile(`(?i)^(?:mvh|m\.v\.h|vh|(?:(?:med )?(?:vänliga?|vanliga?|bästa|basta) )?(?:hälsning(?:ar)?|halsning(?:ar)?)|(?:(?:with )?(?:kind|best|warm) )?regards|br)(?:[,.!:/]+\s*|\s+[/–—-]*\s*|$)`)

// dropGreetings takes the greeting off the name, and parts that are nothing
// else. "BR" for itself is Brazil.
func (r *contactReader) dropGreetings() {
	var kept []part
	for i, p := range r.rest {
		m := greetingForm.FindString(p.text)
		switch {
		case m == "" || p.quoted || p.text == "BR":
		case m == p.text:
			continue
		case i == 0 && !r.named[nameField]:
			p.text = p.text[len(m):]
		}
		kept = append(kept, p)
	}
	r.rest = kept
}

// openName parts a name from what stands in brackets after it: "Mikko
// Lahtinen (Oulun kaupunki)", "Åsa Öberg (näringslivschef)".
func (r *contactReader) openName() {
	if len(r.rest) == 0 || r.named[nameField] || r.rest[0].quoted {
		return
	}
	text := r.rest[0].text
	open := strings.LastIndexByte(text, '(')
	if open <= 0 || !strings.HasSuffix(text, ")") || !hasLetter(text[open:]) {
		return
	}
	r.rest[0].text = strings.TrimSpace(text[:open])
	inner := strings.TrimSpace(text[open+1 : len(text)-1])
	if soundsLikeRole(inner) && !r.named[roleField] {
		r.contact.Role, r.named[roleField] = inner, true
		return
	}
	r.rest = slices.Insert(r.rest, 1, part{text: inner})
}

// takeCountries takes the parts that are a country out of rest, but never
// the last one that could be the name.
func (r *contactReader) takeCountries() {
	var kept []part
	for i, p := range r.rest {
		code, ok := r.countryPart(p, i, len(kept))
		switch {
		case !ok:
			kept = append(kept, p)
		case r.contact.Country == "":
			r.contact.Country = code
		case r.contact.Country != code:
			r.problem(SecondCountry, p.text)
		}
	}
	r.rest = kept
}

func (r *contactReader) countryPart(p part, i, before int) (string, bool) {
	code, ok := Country(p.text)
	if !ok {
		return "", false
	}
	needsName := !r.named[nameField] && before == 0
	if needsName && (len(r.rest) == i+1 || givenName(p.text)) {
		return "", false
	}
	if officeWord(p.text) && !r.emailEnds(code) && !r.taken(before) {
		return "", false
	}
	return code, true
}

// emailEnds tells whether the address is in that country: mario@bari.it.
func (r *contactReader) emailEnds(code string) bool {
	return strings.HasSuffix(strings.ToUpper(r.contact.Email), "."+code)
}

// taken tells whether name, organisation and role have their words already.
func (r *contactReader) taken(before int) bool {
	for _, f := range []field{nameField, organisationField, roleField} {
		if r.named[f] {
			before++
		}
	}
	return before >= 3
}

// officeWord tells the codes that are also words on a card: Italy or the IT
// department, Poland or projektledare.
func officeWord(s string) bool {
	switch strings.TrimSpace(s) {
	case "IT", "HR", "PR", "PL", "MD", "GD", "PA", "PM", "VC", "SC", "TL", "AD", "BA", "MA", "CC", "TC", "AI", "TV", "IO", "KOM":
		return true
	}
	return false
}

// givenName tells the countries that are also names of people.
func givenName(s string) bool {
	switch search.Fold(s) {
	case "georgia", "jordan", "chad", "israel", "kenya", "cyprus", "malta", "india", "china", "america", "jersey", "holland", "england", "ireland", "wales", "mali", "niger", "iran", "oman", "gambia", "benin", "guinea", "kina", "island", "korea", "cuba", "togo":
		return true
	}
	return false
}

// takeAnyway takes the part that says to save in any case; as the only part
// it would be the name.
func (r *contactReader) takeAnyway() {
	for i, p := range r.rest {
		if i == 0 && !r.named[nameField] || p.quoted {
			continue
		}
		switch search.Fold(p.text) {
		case "anda", "anyway", "spara anda", "save anyway":
			r.contact.Anyway = true
			r.rest = append(r.rest[:i:i], r.rest[i+1:]...)
			return
		}
	}
}

// turnSignature puts organisation before role: on a card the role comes
// first, in a typed line it comes after.
func (r *contactReader) turnSignature() {
	first := 1
	if r.named[nameField] {
		first = 0
	}
	if r.named[organisationField] || r.named[roleField] || len(r.rest) < first+2 {
		return
	}
	role, org := r.rest[first], r.rest[first+1]
	if soundsLikeRole(role.text) && !soundsLikeRole(org.text) {
		r.rest[first], r.rest[first+1] = org, role
	}
}

var roleEnding = regexp.MustCompile(`(chef|ledare|samordnare|koordinator|strateg|direktor|handlaggare|utvecklare|sekreterare|ansvarig|rad|radgivare|expert|konsult|controller|rektor|larare|assistent|lots|manager|director|officer|coordinator|adviser|advisor|leader|head|developer|specialist|secretary|assistant|mayor|ceo|paallikko|johtaja|asiantuntija|koordinaattori|leder|radgiver|sjef)$`)

// soundsLikeRole judges by the first words' endings: "projektledare",
// "Head of Unit", "näringslivschef och EU-samordnare".
func soundsLikeRole(s string) bool {
	words := search.Words(search.Fold(s))
	for i, w := range words {
		if i < 3 && roleEnding.MatchString(w) {
			return true
		}
	}
	return false
}

var (
	postalForm = regexp.MustCompile(`^([A-Z]{1,3}[- ])?\d{3} ?\d{2} \p{L}`)
	streetForm = regexp.MustCompile(`^[\p{L} .'-]*(gatan|vägen|vagen|gränd|grand|torget|stigen|gata|veien|vegen|katu|tie|street|road|avenue|straße|strasse) \d+ ?\p{L}?$`)
	boxForm    = regexp.MustCompile(`^(?i:box|p\.? ?o\.? ?box|pb|pl) \d+$`)
	recordForm = regexp.MustCompile(`^[KMUF][1-9]\d{0,6}$`)
)

// isPostal tells a street or postal address, which is no organisation.
func isPostal(s string) bool {
	return len(s) < 200 && (postalForm.MatchString(s) || streetForm.MatchString(s) || boxForm.MatchString(s))
}

func isRecordCode(s string) bool { return recordForm.MatchString(s) }

// isGreeting tells the lines that stand around a signature.
func isGreeting(s string) bool {
	key := search.Fold(strings.Trim(s, " ,.!-_"))
	switch key {
	case "mvh", "hej", "halsningar", "halsning", "vanligen", "regards", "cheers", "br", "terveisin", "ystavallisin terveisin":
		return true
	}
	return strings.HasPrefix(key, "med vanlig") || strings.HasPrefix(key, "med basta") || strings.HasPrefix(key, "basta hals") ||
		strings.HasPrefix(key, "vanliga hals") || strings.HasSuffix(key, " regards")
}
