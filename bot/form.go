package bot

// FormID says which command's form it is and what it is about.
type FormID struct {
	Command string // catalogue name of the command: "contact"
	Verb    string // "new", "edit"
	State   string // what the handler needs to know again: a code and its revision
}

// FieldType says what kind of input a platform should offer.
type FieldType string

// The types of FormField.
const (
	FieldText   FieldType = "text"
	FieldLong   FieldType = "textarea"
	FieldDay    FieldType = "date"
	FieldPerson FieldType = "person"
	FieldList   FieldType = "list"
	FieldEmail  FieldType = "email"
	FieldPhone  FieldType = "phone"
)

// A FormField asks for one value, always given as text: a day as 2026-12-04
// (or as people write it), a person as @anna, a list with commas.
type FormField struct {
	Name     string
	Label    string
	Type     FieldType
	Required bool
	Value    string
	Hint     string
	Error    string // why the last value was not taken
}

// A Form asks for several values at once.
type Form struct {
	ID      FormID
	Title   string
	Submit  string // the sending button's label
	Fields  []FormField
	Records []string // codes of the records it is about
	Line    string   // the command that does the same without a form
}

// Plain is the form as text.
func (f Form) Plain() string {
	text := f.Title
	for _, field := range f.Fields {
		text += "\n" + field.Label
		if field.Required {
			text += " *"
		}
		text += ": " + field.Value
		if field.Error != "" {
			text += "  (" + field.Error + ")"
		}
	}
	return text
}

// Values are the form's values as they stand, by field name.
func (f Form) Values() map[string]string {
	values := make(map[string]string, len(f.Fields))
	for _, field := range f.Fields {
		values[field.Name] = field.Value
	}
	return values
}
