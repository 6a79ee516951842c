package store

import (
	"encoding/json"
	"fmt"
	"slices"
)

// Settings are what a person chose for themselves.
type Settings struct {
	Person   string    `json:"person"`
	Lang     string    `json:"lang,omitempty"`
	Absences []Absence `json:"absences,omitempty"`
}

// Absence is from and to, both days included.
type Absence struct {
	From   Day    `json:"from"`
	To     Day    `json:"to"`
	Deputy string `json:"deputy,omitempty"` // person id
}

// Away is the person's absence on a day, if any.
func (s Settings) Away(d Day) (Absence, bool) {
	for _, a := range s.Absences {
		if a.From <= d && d <= a.To {
			return a, true
		}
	}
	return Absence{}, false
}

// Settings of a person; one who never chose anything has the defaults.
func (tx *Tx) Settings(person string) (Settings, error) {
	s := Settings{Person: person}
	raw, err := tx.get(prePerson + person)
	if err != nil || raw == nil {
		return s, err
	}
	if err := json.Unmarshal(raw, &s); err != nil {
		return s, fmt.Errorf("decode settings of %s: %w", person, err)
	}
	return s, nil
}

// PutSettings saves what a person chose.
func (tx *Tx) PutSettings(s Settings) error {
	today := DayOf(tx.Now)
	s.Absences = slices.DeleteFunc(slices.Clone(s.Absences), func(a Absence) bool { return a.To < today-31 })
	raw, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("encode settings of %s: %w", s.Person, err)
	}
	if _, err := tx.change(); err != nil {
		return err
	}
	tx.did = append(tx.did, Deed{Did: "settings"})
	return tx.put(prePerson+s.Person, raw)
}
