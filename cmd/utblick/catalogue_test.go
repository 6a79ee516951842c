package main

import (
	"go/ast"
	"go/token"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"utblick/bot"
	"utblick/bot/i18n"
	"utblick/handlers"
)

// speaking are the packages that name texts of the catalogue.
var speaking = []string{
	"bot", "bot/console", "bot/mattermost", "cmd/utblick", "handlers", "handlers/answer", "handlers/capture",
	"handlers/remind", "handlers/when", "store",
}

// speaker is a function that takes a key: as which argument, and what comes
// before it in the catalogue.
type speaker struct {
	arg    int
	prefix string
	values bool // name, value pairs follow
}

// words is a speaker that takes as many keys of words as there are arguments.
func words(from, to int) (all []speaker) {
	for arg := from; arg <= to; arg++ {
		all = append(all, speaker{arg, "words.", false})
	}
	return all
}

// speakers by name; "bot/console.text" is the text of that package alone.
var speakers = map[string][]speaker{
	"T": {{0, "", true}}, "Label": {{0, "", true}}, "Has": {{0, "", false}}, "Text": {{1, "", true}},
	"Is": {{0, "words.", false}}, "Word": {{0, "words.", false}, {1, "words.", false}}, "Words": {{0, "words.", false}},
	"Slash": {{0, "words.command.", false}}, "Line": {{0, "words.command.", false}, {1, "words.verb.", false}},
	"Fail": {{0, "error.", true}}, "Misread": {{0, "error.", true}},
	"handlers.closedOr": {{1, "", false}},
	"handlers.text":     {{1, "", true}}, "handlers.button": {{1, "", false}}, "handlers.erased": {{1, "", false}},
	"handlers.field": {{1, "field.", false}}, "handlers.formField": {{1, "field.", false}},
	"bot/mattermost.words": {{1, "chat.", true}}, "bot/mattermost.line": {{1, "chat.", true}},
	"handlers/remind.button": {{0, "", false}},
	"handlers.labelled":      {{1, "words.label.", false}},
	"handlers.leads":         words(2, 8), "handlers.after": words(2, 8),
	"bot.has":          {{0, "words.", false}},
	"bot/console.text": {{0, "console.", true}}, "bot/console.tell": {{0, "console.", true}},
	"bot/console.misread":   {{0, "console.", true}},
	"cmd/utblick.explained": {{1, "", true}}, "cmd/utblick.say": {{0, "", true}},
	"cmd/utblick.well": {{0, "", true}}, "cmd/utblick.fault": {{0, "", true}}, "cmd/utblick.skipped": {{0, "", true}},
}

// unsaid are codes that are never shown, with the reason.
var unsaid = map[string]string{
	"error.event.repeated": "nothing is said twice: the router drops it",
	"error.event.from_bot": "bots are not answered: the router drops it",
}

// gathered are texts that get a value after they were named, with the reason.
var gathered = map[string]string{
	"error.verb.several": "its lines are collected command by command",
}

// wordless are verbs that are never typed, with the reason.
var wordless = map[string]string{
	"ask": "what /ask does without a verb", "guess": "what /task does without a verb",
}

// unhelped are verbs that help doesn't list, with the reason.
var unhelped = map[string]string{
	"ask_ask": "stands as the help of the command itself", "task_guess": "is never typed",
}

// family is keys that the code puts together: what may follow the prefix,
// taken from the code that decides it.
type family struct {
	members  func(s *usage) []string
	optional bool // a member may lack a text
}

var families = map[string]family{
	"history.":        {members: func(s *usage) []string { return s.block("Created") }},
	"undo.":           {members: func(s *usage) []string { return without(s.block("Created"), "undone") }}, // an undo can't be undone
	"kind.":           {members: func(s *usage) []string { return s.constsOf("store", "Kind") }},
	"field.":          {members: func(s *usage) []string { return s.namesIn("store", "fields") }},
	"language.":       {members: func(*usage) []string { return i18n.Languages() }},
	"words.language.": {members: func(*usage) []string { return i18n.Languages() }},
	"words.label.": {members: func(s *usage) []string {
		return append(s.namesIn("handlers", "contactLine"), s.namesIn("handlers", "meetingField")...)
	}},
	"words.command.":  {members: func(*usage) []string { return commandNames() }},
	"words.verb.":     {members: func(*usage) []string { return verbNames() }},
	"help.":           {members: func(*usage) []string { return append(commandNames(), helped()...) }},
	"usage.":          {members: func(*usage) []string { return helped() }, optional: true}, // a verb may stand alone
	"remind.what.":    {members: func(s *usage) []string { return append(s.block("Ahead"), s.block("Given")...) }},
	"digest.":         {members: func(s *usage) []string { return append(s.block("Given"), s.returned("handlers/remind", "dueText")...) }},
	"digest.group.":   {members: func(s *usage) []string { return s.returned("handlers/remind", "group") }},
	"chat.":           {members: func(s *usage) []string { return s.refusals() }},
	"cli.setup.":      {members: func(s *usage) []string { return s.setupSays() }},
	"cli.setup.hint_": {members: func(*usage) []string { return commandNames() }},
	"cli.check.":      {members: func(s *usage) []string { return s.checkSays() }},
	"weekday.":        {members: func(*usage) []string { return weekdays() }},
	"task.group.":     {members: func(s *usage) []string { return s.returned("handlers", "group") }},
	"support.status.": {members: func(s *usage) []string { return s.constsOf("store/support", "Status") }},
	"form.":           {members: func(s *usage) []string { return s.dayErrors() }},
	"error.contact.":  {members: func(s *usage) []string { return s.captureProblems() }},
	"error.":          {members: func(*usage) []string { return nil }}, // each is named where it fails
	"console.":        {members: func(*usage) []string { return nil }}, // each is named where it is told
}

// TestCatalogueUse: every text that the code names is there in each language,
// and no text is there that nothing names.
func TestCatalogueUse(t *testing.T) {
	t.Parallel()
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	s := read(t, catalogue)
	used := maps.Clone(s.named)
	for prefix, f := range families {
		if s.built[prefix] == "" {
			t.Errorf("family %s: no code puts such a key together; drop it", prefix)
		}
		for _, member := range f.members(s) {
			if used[prefix+member] == "" && (!f.optional || catalogue.Has(i18n.Default, prefix+member)) {
				used[prefix+member] = s.built[prefix]
			}
		}
	}
	for prefix, where := range s.built {
		if _, ok := families[prefix]; !ok {
			t.Errorf("%s: puts together keys %s…; name their family in this test", where, prefix)
		}
	}
	for _, lang := range i18n.Languages() {
		for _, key := range slices.Sorted(maps.Keys(used)) {
			if unsaid[key] == "" && !catalogue.Has(lang, key) {
				t.Errorf("%s.toml lacks %s (%s)", lang, key, used[key])
			}
		}
		for _, key := range catalogue.Keys(lang) {
			if used[key] == "" {
				t.Errorf("%s.toml: nothing uses %s", lang, key)
			}
		}
	}
}

// TestTextsGetTheirValues: a text that leaves room for a value is given it
// wherever it is said.
func TestTextsGetTheirValues(t *testing.T) {
	t.Parallel()
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	slash := map[string]string{}
	for _, name := range commandNames() {
		slash[name] = "/" + name
	}
	for _, one := range read(t, catalogue).said {
		if gathered[one.key] != "" {
			continue
		}
		for _, lang := range i18n.Languages() {
			data := map[string]any{"slash": slash}
			for _, name := range one.values {
				data[name] = "VALUE"
			}
			if slices.Contains(one.values, "count") {
				data["count"] = 2
			}
			if text := catalogue.Render(lang, one.key, data); strings.Contains(text, "<no value>") {
				t.Errorf("%s: %s (%s) is not given all its values: %s", one.where, one.key, lang, text)
			}
		}
	}
}

// usage is what the sources say about the catalogue.
type usage struct {
	files  map[string][]source // by package
	tables map[string]bool     // first parts of keys: "contact"
	all    func(key string) bool
	named  map[string]string // key → where it is named
	built  map[string]string // prefix → where keys are put together with it
	consts map[string]ast.Expr
	taken  map[ast.Node]bool // literals whose meaning is known
	said   []said
}

// said is one place where a text is given its values.
type said struct {
	key, where string
	values     []string
}

func read(t *testing.T, catalogue *i18n.Catalogue) *usage {
	t.Helper()
	s := &usage{
		files: map[string][]source{}, tables: map[string]bool{}, named: map[string]string{}, built: map[string]string{},
		taken: map[ast.Node]bool{}, consts: map[string]ast.Expr{}, all: func(key string) bool { return catalogue.Has(i18n.Default, key) },
	}
	for _, key := range catalogue.Keys(i18n.Default) {
		table, _, _ := strings.Cut(key, ".")
		s.tables[table] = true
	}
	for _, file := range sources(t) {
		s.files[file.pkg] = append(s.files[file.pkg], file)
	}
	for _, note := range []func(source, ast.Node) bool{s.constants, s.call, s.literal} {
		for _, pkg := range speaking {
			for _, file := range s.files[pkg] {
				if !file.test {
					ast.Inspect(file.ast, func(n ast.Node) bool { return note(file, n) })
				}
			}
		}
	}
	return s
}

// constants notes what a package calls by a name: const codeInternal = "internal".
func (s *usage) constants(file source, n ast.Node) bool {
	block, ok := n.(*ast.GenDecl)
	if !ok || block.Tok != token.CONST {
		return true
	}
	for _, spec := range block.Specs {
		if spec := spec.(*ast.ValueSpec); len(spec.Values) == len(spec.Names) {
			for i, name := range spec.Names {
				s.consts[file.pkg+"."+name.Name] = spec.Values[i]
			}
		}
	}
	return false
}

// call notes the key that a speaker is given.
func (s *usage) call(file source, n ast.Node) bool {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return true
	}
	name := calledName(call)
	for _, sp := range append(speakers[name], speakers[file.pkg+"."+name]...) {
		if sp.arg >= len(call.Args) {
			continue
		}
		arg := s.constant(file.pkg, call.Args[sp.arg])
		if lead, ok := leading(arg); ok && lead != arg && sp.prefix+unquote(lead) != "" {
			s.taken[lead] = true
			s.built[sp.prefix+unquote(lead)] = file.at(arg)
		} else if ok && unquote(lead) != "" {
			s.taken[lead] = true
			s.name(sp.prefix+unquote(lead), file.at(arg))
			if sp.values && call.Ellipsis == token.NoPos {
				s.said = append(s.said, said{sp.prefix + unquote(lead), file.at(call), given(call.Args[sp.arg+1:])})
			}
		}
	}
	return true
}

// constant is the value of a constant of the package, or e itself.
func (s *usage) constant(pkg string, e ast.Expr) ast.Expr {
	if name, ok := e.(*ast.Ident); ok && s.consts[pkg+"."+name.Name] != nil {
		return s.consts[pkg+"."+name.Name]
	}
	return e
}

// given are the names of a call's name, value pairs.
func given(args []ast.Expr) []string {
	var names []string
	for i := 0; i+1 < len(args); i += 2 {
		if lit, ok := args[i].(*ast.BasicLit); ok {
			names = append(names, unquote(lit))
		}
	}
	return names
}

func calledName(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// leading is the string literal that an expression is or begins with.
func leading(e ast.Expr) (*ast.BasicLit, bool) {
	for {
		switch x := e.(type) {
		case *ast.BinaryExpr:
			if x.Op != token.ADD {
				return nil, false
			}
			e = x.X
		case *ast.BasicLit:
			return x, x.Kind == token.STRING
		default:
			return nil, false
		}
	}
}

func unquote(lit *ast.BasicLit) string {
	s, err := strconv.Unquote(lit.Value)
	if err != nil {
		return ""
	}
	return s
}

var (
	keyShape    = regexp.MustCompile(`^[a-z]+(\.[a-zA-Z_-]+)+$`)
	prefixShape = regexp.MustCompile(`^[a-z]+\.([a-z_.]+\.)?$`)
)

// literal notes what looks like a key though no speaker is given it there:
// "key = …", an error's code in a comparison, a table of keys.
func (s *usage) literal(file source, n ast.Node) bool {
	switch n := n.(type) {
	case *ast.ImportSpec, *ast.Field: // paths, struct tags
		_, isPath := n.(*ast.ImportSpec)
		return !isPath
	case *ast.BinaryExpr:
		lead, ok := leading(n)
		if ok && !s.taken[lead] && prefixShape.MatchString(unquote(lead)) && s.tables[firstPart(unquote(lead))] {
			s.taken[lead] = true
			s.built[unquote(lead)] = file.at(n)
		}
	case *ast.BasicLit:
		key := unquote(n)
		if n.Kind != token.STRING || s.taken[n] || !keyShape.MatchString(key) {
			return true
		}
		// An error's code may be a text's key as well.
		if s.all("error." + key) {
			s.name("error."+key, file.at(n))
		}
		if s.tables[firstPart(key)] && (s.all(key) || !s.all("error."+key)) {
			s.name(key, file.at(n))
		}
	}
	return true
}

func (s *usage) name(key, where string) {
	if s.named[key] == "" {
		s.named[key] = where
	}
}

func firstPart(key string) string {
	part, _, _ := strings.Cut(key, ".")
	return part
}

func commandList() []bot.Command { return handlers.New(handlers.Needs{}).Commands() }

func commandNames() []string {
	var names []string
	for _, c := range commandList() {
		names = append(names, c.Name)
	}
	return names
}

func verbNames() []string {
	var names []string
	for _, c := range commandList() {
		for _, v := range c.Verbs {
			if wordless[v.Name] == "" {
				names = append(names, v.Name)
			}
		}
	}
	return names
}

// helped are the lines of help, as command_verb.
func helped() []string {
	var lines []string
	for _, c := range commandList() {
		for _, v := range c.Verbs {
			if line := c.Name + "_" + v.Name; unhelped[line] == "" {
				lines = append(lines, line)
			}
		}
	}
	return lines
}

func without(list []string, gone ...string) []string {
	return slices.DeleteFunc(list, func(s string) bool { return slices.Contains(gone, s) })
}
