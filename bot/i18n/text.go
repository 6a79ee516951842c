package i18n

import (
	"fmt"
	"strconv"
	"strings"
	"text/template"
	"text/template/parse"
)

// A text is one form of a message, ready to be filled in. Nearly all are words
// with values between, and are joined here: a list of ten lines takes some
// fifty texts, and text/template needs ten times as long for each. What is
// more than that is left to it.
type text struct {
	parts []part
	whole *template.Template // set when there is more than parts can say
}

// A part is words, or a value, or what depends on a value: {{if .name}}.
type part struct {
	words       string
	value       []string // {{.name}}, or {{.slash.task}} of a map
	depends     bool
	then, other []part
}

// missing stands where a value was forgotten; the tests look for it.
const missing = "<no value>"

func compile(source string) (text, error) {
	if !strings.Contains(source, "{{") {
		return text{parts: []part{{words: source}}}, nil
	}
	whole, err := template.New("").Parse(source)
	if err != nil {
		return text{}, err
	}
	if parts, ok := partsOf(whole.Root); ok {
		return text{parts: parts}, nil
	}
	return text{whole: whole}, nil
}

// partsOf is false for what parts can't say.
func partsOf(list *parse.ListNode) ([]part, bool) {
	if list == nil {
		return nil, true
	}
	var parts []part
	for _, n := range list.Nodes {
		p, ok := partOf(n)
		if !ok {
			return nil, false
		}
		parts = append(parts, p)
	}
	return parts, true
}

func partOf(n parse.Node) (p part, ok bool) {
	switch n := n.(type) {
	case *parse.TextNode:
		return part{words: string(n.Text)}, true
	case *parse.ActionNode:
		p.value, ok = valueOf(n.Pipe)
		return p, ok
	case *parse.IfNode:
		value, isValue := valueOf(n.Pipe)
		then, simple := partsOf(n.List)
		other, simpler := partsOf(n.ElseList)
		return part{value: value, depends: true, then: then, other: other}, isValue && simple && simpler
	}
	return part{}, false
}

// valueOf is the name of a pipeline that is nothing but a value.
func valueOf(pipe *parse.PipeNode) ([]string, bool) {
	if len(pipe.Decl) > 0 || len(pipe.Cmds) != 1 || len(pipe.Cmds[0].Args) != 1 {
		return nil, false
	}
	field, ok := pipe.Cmds[0].Args[0].(*parse.FieldNode)
	if !ok || len(field.Ident) > 2 {
		return nil, false
	}
	return field.Ident, true
}

// A filling is what a text is filled with.
type filling interface {
	value(name string) (v any, ok bool)
	named() map[string]any
}

// pairs are names and values in turn.
type pairs []any

func (p pairs) value(name string) (any, bool) {
	for i := 0; i+1 < len(p); i += 2 {
		if key, ok := p[i].(string); ok && key == name {
			return p[i+1], true
		}
	}
	return nil, false
}

func (p pairs) named() map[string]any {
	m := make(map[string]any, len(p)/2)
	for i := 0; i+1 < len(p); i += 2 {
		if key, ok := p[i].(string); ok {
			m[key] = p[i+1]
		}
	}
	return m
}

type table map[string]any

func (t table) value(name string) (any, bool) { v, ok := t[name]; return v, ok }
func (t table) named() map[string]any         { return t }

// fill is the text with its values; ok is false when text/template fails.
func (t text) fill(v filling) (string, bool) {
	if len(t.parts) == 1 && t.parts[0].value == nil {
		return t.parts[0].words, true
	}
	var b strings.Builder
	if t.whole != nil {
		err := t.whole.Execute(&b, v.named())
		return b.String(), err == nil
	}
	fill(&b, t.parts, v)
	return b.String(), true
}

func fill(b *strings.Builder, parts []part, v filling) {
	for _, p := range parts {
		switch {
		case p.value == nil:
			b.WriteString(p.words)
		case p.depends:
			given, _ := look(v, p.value)
			if yes, _ := template.IsTrue(given); yes {
				fill(b, p.then, v)
			} else {
				fill(b, p.other, v)
			}
		default:
			write(b, p.value, v)
		}
	}
}

func look(v filling, path []string) (any, bool) {
	found, ok := v.value(path[0])
	if !ok || len(path) == 1 {
		return found, ok
	}
	switch of := found.(type) {
	case map[string]string:
		s, ok := of[path[1]]
		return s, ok
	case map[string]any:
		s, ok := of[path[1]]
		return s, ok
	}
	return nil, false
}

func write(b *strings.Builder, path []string, v filling) {
	found, ok := look(v, path)
	if !ok || found == nil {
		b.WriteString(missing)
		return
	}
	switch found := found.(type) {
	case string:
		b.WriteString(found)
	case int:
		b.WriteString(strconv.Itoa(found))
	default:
		fmt.Fprint(b, found)
	}
}
