package capture

import "strings"

// Change is what a line says to change about a contact.
type Change struct {
	// Set holds the fields that were named, by their form names ("role"), or
	// known by their looks, with their new value as a form would have it:
	// topics and points comma-separated, the owner "@anna". An empty value
	// empties the field.
	Set map[string]string
	// Topics and Points were typed without a label: to add to those there.
	Topics, Points []string
	// Rest is words without a label; which field they are for must be asked.
	Rest    []string
	Unknown []Problem
}

// ParseContactChange reads what follows "/kontakt ändra K3": the grammar of
// ParseContact, save that words without a label get no field.
func ParseContactChange(line string, people People, valid PointCheck) Change {
	r := contactReader{people: &names{people: people}, valid: valid}
	r.read(repair(line))
	r.takeCountriesWithout()
	c := r.contact
	ch := Change{Set: map[string]string{}, Unknown: c.Unknown}
	for _, p := range r.rest {
		ch.Rest = append(ch.Rest, p.text)
	}
	ch.Rest = append(ch.Rest, c.Extra...)
	for f, value := range map[field]string{
		nameField: c.Name, organisationField: c.Organisation, roleField: c.Role, emailField: c.Email,
		phoneField: c.Phone, countryField: c.Country, ownerField: at(c.Owner),
	} {
		if value != "" || r.named[f] && !ch.troubled(f) {
			ch.Set[string(f)] = value
		}
	}
	ch.list(topicsField, c.Topics, r.named, &ch.Topics)
	ch.list(pointsField, c.Points, r.named, &ch.Points)
	return ch
}

// list: with a label the list is replaced, without it grows.
func (ch *Change) list(f field, values []string, named map[field]bool, add *[]string) {
	switch {
	case !named[f]:
		*add = values
	case len(values) > 0 || !ch.troubled(f):
		ch.Set[string(f)] = strings.Join(values, ", ")
	}
}

// troubled tells whether a field has no value because what was typed for it
// isn't known; then it must not be emptied.
func (ch *Change) troubled(f field) bool {
	of := map[What]field{
		UnknownPerson: ownerField, AmbiguousPerson: ownerField, UnknownPoint: pointsField,
		BadEmail: emailField, BadPhone: phoneField, UnknownCountry: countryField,
	}
	for _, p := range ch.Unknown {
		if of[p.What] == f {
			return true
		}
	}
	return false
}

func at(p Person) string {
	if p.IsZero() {
		return ""
	}
	return "@" + p.User
}

// takeCountriesWithout is takeCountries where no part is waiting to be the name.
func (r *contactReader) takeCountriesWithout() {
	had := r.named[nameField]
	r.named[nameField] = true
	r.takeCountries()
	r.named[nameField] = had
}
