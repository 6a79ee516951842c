package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"utblick/bot/i18n"
)

// root is the module's folder, from where this test runs.
const root = "../.."

// module is what our own import paths begin with.
const module = "utblick/"

// A package here is its folder, as "handlers/answer".

// may tells what of ours a package imports. Tests may also import the test
// packages. A package that is not here has yet to find its place.
var may = map[string][]string{
	"cmd/utblick": {"…"}, // ties the parts together

	"bot":         {"bot/i18n"},
	"bot/i18n":    {},
	"bot/bottest": {"bot"},
	"bot/console": {"bot"},

	"bot/mattermost":        {"bot"},
	"bot/mattermost/setup":  {},
	"bot/mattermost/mmtest": {"bot", "bot/console"}, // reads what is filled in as the console does

	"handlers": {
		"bot", "bot/i18n", "handlers/answer", "handlers/capture", "handlers/remind", "handlers/when",
		"store", "store/guideline", "store/search", "store/support",
	},
	"handlers/answer":  {"store", "store/guideline", "store/search"},
	"handlers/capture": {"handlers/when", "store", "store/search"},
	"handlers/remind":  {"bot", "handlers/when", "store"}, // it is the one that speaks first
	"handlers/when":    {"store"},                         // for Day

	"store":                   {"store/engine", "store/search"},
	"store/engine":            {},
	"store/engine/bolt":       {"store/engine"},
	"store/engine/enginetest": {"store/engine"},
	"store/guideline":         {"store/search"},
	"store/search":            {},
	"store/support":           {"store/search"},
}

// mayInTests is what tests import besides: no fake stands in for the engine,
// so what works over one is tested over the real one.
var mayInTests = map[string][]string{
	"handlers":                {"store/engine/bolt"},
	"handlers/remind":         {"bot/i18n", "store/engine", "store/engine/bolt"}, // it is tried with its words, killed and cut off
	"store":                   {"store/engine/bolt"},
	"store/engine/enginetest": {"store/engine/bolt"}, // its faults are tried on a real engine
}

// bans say why an import is none of those; the first that fits is told. "…"
// at the end stands for the folder and all below it, alone for everything.
var bans = []struct{ from, to, why string }{
	{"…", "cmd/…", "cmd ties the parts together; nothing leans on it"},
	{"…", "bot/bottest", "a test package would bring package testing into the product"},
	{"…", "bot/mattermost/mmtest", "a test package would bring package testing into the product"},
	{"…", "store/engine/enginetest", "a test package would bring package testing into the product"},
	{"bot/…", "handlers/…", "bot is given its commands as values and never calls back"},
	{"bot/…", "store/…", "bot knows no contact or task; what it needs kept it asks for by an interface (Seen)"},
	{"bot", "bot/…", "bot never knows which platform it is on"},
	{"bot/i18n", "bot/…", "the catalogue is words; markup and escaping come after it"},
	{"bot/…", "bot/…", "a platform knows the neutral conversation only; its words it is given (console.Words)"},
	{"handlers/…", "store/engine/…", "the desk speaks of records; only store speaks of bytes"},
	{"handlers", "bot/…", "no handler knows which platform it is on"},
	{"handlers/…", "bot/…", "an engine behind a command gives values; the command phrases them"},
	{"handlers/…", "handlers/…", "an engine behind a command calls no command, and no other engine but when"},
	{"handlers/…", "store/…", "it works on what it is given: text, a day, a document"},
	{"store/…", "bot/…", "the store keeps records; what people read is worded further up"},
	{"store/…", "handlers/…", "the store doesn't call backwards; what it needs decided it is given as a function"},
	{"store/engine/…", "store/…", "an engine keeps ordered bytes and knows no record"},
	{"store/search", "store/…", "search is given texts and numbers; it reads no record"},
	{"store", "store/engine/…", "the store works over any engine; cmd chooses which"},
	{"store", "store/…", "the guideline and the catalogue are read at start and handed in; records only link to them by code"},
	{"store/…", "store/…", "a document is parsed by itself, without the records"},
}

// fits tells whether a package is meant by a pattern of bans.
func fits(pattern, pkg string) bool {
	folder, open := strings.CutSuffix(pattern, "…")
	if !open {
		return pkg == pattern
	}
	return strings.HasPrefix(pkg+"/", folder)
}

func why(from, to string) string {
	for _, b := range bans {
		if fits(b.from, from) && fits(b.to, to) {
			return b.why
		}
	}
	return ""
}

func isTestPackage(pkg string) bool {
	return strings.HasSuffix(pkg, "test") || strings.HasSuffix(pkg, "fake")
}

// exceptions to the words that are forbidden below: file → the words, and why.
var exceptions = map[string]struct{ words, why string }{
	"bot/middleware.go":               {"time.Now", "how long an answer took is real time, not the bot's clock"},
	"bot/bottest/growing.go":          {"time.Now", "how often a message changed is held against the time that really passed"},
	"bot/mattermost/mmtest/server.go": {"os.Getenv", "whether tests must have a server is said in the environment"},
	"store/engine/enginetest/kill.go": {
		"os.Exit os.Getenv", "its child process is told what to do by the environment, and ends here when it wasn't killed",
	},
}

// forbidden words, and why.
var forbidden = map[string]string{
	"time.Now":    "the time comes from the clock that cmd hands out",
	"os.Exit":     "only main ends the process: what is open must be closed",
	"os.Getenv":   "settings are read in cmd and handed on as values",
	"fmt.Print":   "what is said goes through a platform, or to the writer one is given",
	"fmt.Printf":  "what is said goes through a platform, or to the writer one is given",
	"fmt.Println": "what is said goes through a platform, or to the writer one is given",
	"log.Fatal":   "only main ends the process: what is open must be closed",
	"log.Fatalf":  "only main ends the process: what is open must be closed",
}

// Sizes of files, in lines: what one reads in one sitting.
const (
	maxLines     = 300
	maxTestLines = 500
)

// source is one Go file of ours.
type source struct {
	pkg, file string // "handlers/when", "handlers/when/sv.go"
	test      bool
	lines     int
	ast       *ast.File
	set       *token.FileSet
}

func (s source) at(n ast.Node) string {
	return s.file + ":" + strconv.Itoa(s.set.Position(n.Pos()).Line)
}

// sources are all Go files of the module.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	set := token.NewFileSet()
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		file, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		file = filepath.ToSlash(file)
		if entry.IsDir() {
			if base := entry.Name(); base == "testdata" || strings.HasPrefix(base, ".") && file != "." {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(file, ".go") {
			return nil
		}
		raw, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		tree, err := parser.ParseFile(set, file, raw, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		all = append(all, source{
			pkg: path.Dir(file), file: file, test: strings.HasSuffix(file, "_test.go"),
			lines: strings.Count(string(raw), "\n"), ast: tree, set: set,
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 50 {
		t.Fatalf("only %d files found: this test looks in the wrong place", len(all))
	}
	return all
}

func TestImportsPointOneWay(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		allowed, known := may[s.pkg]
		if !known {
			t.Errorf("%s: package %s has no place in the layout yet", s.file, s.pkg)
			continue
		}
		for _, spec := range s.ast.Imports {
			to, ours := strings.CutPrefix(strings.Trim(spec.Path.Value, `"`), module)
			if !ours || isTestPackage(s.pkg) && isTestPackage(to) || s.test && (to == s.pkg || isTestPackage(to) || slices.Contains(mayInTests[s.pkg], to)) {
				continue
			}
			if !slices.Contains(allowed, to) && !(slices.Contains(allowed, "…") && !isTestPackage(to)) {
				t.Errorf("%s: imports %s: %s", s.at(spec), to, why(s.pkg, to))
			}
		}
	}
}

// TestEveryBanHasItsReason: for any two packages.
func TestEveryBanHasItsReason(t *testing.T) {
	t.Parallel()
	for from, allowed := range may {
		for to := range may {
			open := slices.Contains(allowed, to) || slices.Contains(allowed, "…") && !isTestPackage(to)
			if from != to && !open && why(from, to) == "" {
				t.Errorf("%s may not import %s, and nothing says why", from, to)
			}
		}
	}
}

func TestTopLevelFolders(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		if top, _, _ := strings.Cut(s.pkg, "/"); !slices.Contains([]string{"cmd", "bot", "handlers", "store"}, top) {
			t.Errorf("%s: code stands in cmd, bot, handlers and store only", s.file)
		}
	}
}

// TestPackageComments: one a package, and it says what comes in, what goes out
// and what never happens.
func TestPackageComments(t *testing.T) {
	t.Parallel()
	comments := map[string][]string{}
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		comments[s.pkg] = append(comments[s.pkg], nil...)
		if s.ast.Doc == nil {
			continue
		}
		text := s.ast.Doc.Text()
		comments[s.pkg] = append(comments[s.pkg], s.file)
		begin := "Package " + s.ast.Name.Name + " "
		if s.ast.Name.Name == "main" {
			begin = "Command " + path.Base(s.pkg) + " "
		}
		if !strings.HasPrefix(text, begin) {
			t.Errorf("%s: the package comment begins with %q", s.file, begin)
		}
		for _, part := range []string{"In:", "Out:", "Never:"} {
			if !strings.Contains(text, part) && !(part == "Never:" && s.ast.Name.Name == "main") {
				t.Errorf("%s: the package comment lacks its %q", s.file, part)
			}
		}
	}
	for pkg, in := range comments {
		if len(in) != 1 {
			t.Errorf("%s: %d package comments %v, want one", pkg, len(in), in)
		}
	}
}

func TestFileSizes(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		most := maxLines
		if s.test {
			most = maxTestLines
		}
		if s.lines > most {
			t.Errorf("%s: %d lines, most %d", s.file, s.lines, most)
		}
	}
}

// TestNamesSaySomething: no room and no file for odds and ends.
func TestNamesSaySomething(t *testing.T) {
	t.Parallel()
	empty := []string{"util", "utils", "common", "helper", "helpers", "manager", "types", "service", "impl", "misc", "base"}
	for _, s := range sources(t) {
		for _, name := range []string{s.ast.Name.Name, path.Base(s.pkg), strings.TrimSuffix(path.Base(s.file), ".go")} {
			if slices.Contains(empty, name) {
				t.Errorf("%s: %q says nothing about what is in it", s.file, name)
			}
		}
	}
}

// TestForbiddenWords: nothing is registered, printed, ended or timed behind
// one's back.
func TestForbiddenWords(t *testing.T) {
	t.Parallel()
	needed := map[string]bool{}
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		ast.Inspect(s.ast, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Recv == nil && n.Name.Name == "init" {
					t.Errorf("%s: no init: what a part needs it is given", s.at(n))
				}
			case *ast.ImportSpec:
				if n.Name != nil && n.Name.Name == "." {
					t.Errorf("%s: names without their package can't be followed", s.at(n))
				}
			case *ast.SelectorExpr:
				from, ok := n.X.(*ast.Ident)
				if !ok {
					return true
				}
				word := from.Name + "." + n.Sel.Name
				inCmd := strings.HasPrefix(s.pkg, "cmd/") && (word != "os.Exit" || s.file == "cmd/utblick/main.go")
				if forbidden[word] == "" || inCmd {
					return true
				}
				if slices.Contains(strings.Fields(exceptions[s.file].words), word) {
					needed[s.file+" "+word] = true
					return true
				}
				t.Errorf("%s: %s: %s", s.at(n), word, forbidden[word])
			}
			return true
		})
	}
	for file, e := range exceptions {
		for word := range strings.FieldsSeq(e.words) {
			if !needed[file+" "+word] {
				t.Errorf("%s needs no exception for %s any more", file, word)
			}
		}
	}
}

// TestLanguagesAreWhole: a language stands under the same name in three rooms.
func TestLanguagesAreWhole(t *testing.T) {
	t.Parallel()
	if !slices.Equal(i18n.Languages(), []string{"sv", "en"}) {
		t.Errorf("languages are %v", i18n.Languages())
	}
	for _, lang := range i18n.Languages() {
		for _, file := range []string{"bot/i18n/" + lang + ".toml", "handlers/when/" + lang + ".go", "store/search/" + lang + ".go"} {
			if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(file))); err != nil {
				t.Errorf("%s is not all there: %v", lang, err)
			}
		}
	}
	found, err := filepath.Glob(filepath.Join(root, "bot", "i18n", "*.toml"))
	if err != nil || len(found) != len(i18n.Languages()) {
		t.Errorf("catalogues %v for the languages %v (%v)", found, i18n.Languages(), err)
	}
}
