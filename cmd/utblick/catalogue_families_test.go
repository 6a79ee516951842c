package main

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"time"
)

// What the members of a family are is read from the code that decides it, so
// that a new status or a new kind of change can't come without its words.

func (s *usage) inspect(pkg string, visit func(ast.Node) bool) {
	for _, file := range s.files[pkg] {
		if !file.test {
			ast.Inspect(file.ast, visit)
		}
	}
}

// block is the store's block of constants that begins with that name: what a
// history entry can say was done (Created), what a reminder is for (Ahead),
// what people are told that others did (Given).
func (s *usage) block(first string) []string {
	var values []string
	s.inspect("store", func(n ast.Node) bool {
		block, ok := n.(*ast.GenDecl)
		if !ok || block.Tok != token.CONST || block.Specs[0].(*ast.ValueSpec).Names[0].Name != first {
			return true
		}
		for _, spec := range block.Specs {
			values = append(values, literals(spec)...)
		}
		return false
	})
	return values
}

// constsOf are the values of a package's constants of a type.
func (s *usage) constsOf(pkg, typeName string) []string {
	var values []string
	s.inspect(pkg, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if of, isIdent := specType(spec, ok); isIdent && of == typeName {
			values = append(values, literals(spec)...)
		}
		return true
	})
	return values
}

func specType(spec *ast.ValueSpec, ok bool) (string, bool) {
	if !ok {
		return "", false
	}
	ident, ok := spec.Type.(*ast.Ident)
	if !ok {
		return "", false
	}
	return ident.Name, true
}

// literals are the strings and letters that stand in n.
func literals(n ast.Node) []string {
	var values []string
	ast.Inspect(n, func(n ast.Node) bool {
		lit, ok := n.(*ast.BasicLit)
		if !ok {
			return true
		}
		switch lit.Kind {
		case token.STRING:
			values = append(values, unquote(lit))
		case token.CHAR:
			if r, _, _, err := strconv.UnquoteChar(strings.Trim(lit.Value, "'"), '\''); err == nil {
				values = append(values, string(r))
			}
		}
		return true
	})
	return values
}

// firstOf are the strings that a package gives to functions of those names
// first, or to fields.
func (s *usage) firstOf(pkg string, names ...string) []string {
	var values []string
	s.inspect(pkg, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if len(n.Args) > 0 && slices.Contains(names, calledName(n)) {
				values = append(values, literals(n.Args[0])...)
			}
		case *ast.KeyValueExpr:
			if name, ok := n.Key.(*ast.Ident); ok && slices.Contains(names, name.Name) {
				values = append(values, literals(n.Value)...)
			}
		}
		return true
	})
	return values
}

func (s *usage) functions(pkg, name string) []*ast.FuncDecl {
	var found []*ast.FuncDecl
	s.inspect(pkg, func(n ast.Node) bool {
		if f, ok := n.(*ast.FuncDecl); ok && f.Name.Name == name {
			found = append(found, f)
		}
		return true
	})
	return found
}

// namesIn are the names that a function's composite values begin with:
// {"name", c.Name}, []string{"title", "date"}.
func (s *usage) namesIn(pkg, name string) []string {
	var values []string
	for _, f := range s.functions(pkg, name) {
		ast.Inspect(f, func(n ast.Node) bool {
			c, ok := n.(*ast.CompositeLit)
			if !ok {
				return true
			}
			for i, e := range c.Elts {
				lit, ok := e.(*ast.BasicLit)
				if ok && lit.Kind == token.STRING && (i == 0 || c.Type != nil) {
					values = append(values, unquote(lit))
				}
			}
			return true
		})
	}
	return values
}

// returned are the strings that a function returns.
func (s *usage) returned(pkg, name string) []string {
	var values []string
	for _, f := range s.functions(pkg, name) {
		ast.Inspect(f, func(n ast.Node) bool {
			if r, ok := n.(*ast.ReturnStmt); ok {
				values = append(values, literals(r)...)
			}
			return true
		})
	}
	return values
}

// dayErrors are the ways that a day can be wrong; a form words them its own way.
func (s *usage) dayErrors() []string {
	var codes []string
	for key := range s.named {
		if code, ok := strings.CutPrefix(key, "error."); ok && strings.HasPrefix(code, "day.") {
			codes = append(codes, code)
		}
	}
	return codes
}

// captureProblems are the problems of a contact's line that have a text of
// their own: those that contactProblem doesn't treat by name.
func (s *usage) captureProblems() []string {
	treated := map[string]bool{}
	for _, f := range s.functions("handlers", "contactProblem") {
		ast.Inspect(f, func(n ast.Node) bool {
			if c, ok := n.(*ast.CaseClause); ok {
				for _, e := range c.List {
					if sel, ok := e.(*ast.SelectorExpr); ok {
						treated[sel.Sel.Name] = true
					}
				}
			}
			return true
		})
	}
	var left []string
	s.inspect("handlers/capture", func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if of, isIdent := specType(spec, ok); isIdent && of == "What" && !treated[spec.Names[0].Name] {
			left = append(left, literals(spec)...)
		}
		return true
	})
	return left
}

func weekdays() []string {
	var names []string
	for day := time.Sunday; day <= time.Saturday; day++ {
		names = append(names, strings.ToLower(day.String()))
	}
	return names
}

// refusals are why a platform refuses what the server passed on.
func (s *usage) refusals() []string {
	var keys []string
	for _, name := range []string{"checkPost", "decodeDialog", "complete"} {
		keys = append(keys, s.returned("bot/mattermost", name)...)
	}
	return without(without(keys, ""), "form") // an event's kind stands there, too
}

// setupSays is what setup does, and what cuts it off.
func (s *usage) setupSays() []string {
	return append(s.firstOf("bot/mattermost/setup", "right", "change", "refused", "Key"), s.returned("bot/mattermost/setup", "meaning")...)
}

// checkSays is what a check of the server finds.
func (s *usage) checkSays() []string {
	return append(s.firstOf("bot/mattermost/setup", "well", "fault", "skipped"), s.returned("bot/mattermost/setup", "unseen")...)
}
