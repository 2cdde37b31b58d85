package main

// Tests, by cmd/go's rules.

import (
	"go/ast"
	"go/doc"
	"strings"
	"unicode"
	"unicode/utf8"
)

func (s *src) tests() {
	ex := map[string]*doc.Example{}
	for _, e := range doc.Examples(s.ast) {
		ex["Example"+e.Name] = e
	}
	for _, d := range s.ast.Decls {
		fd, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		name := fd.Name.Name
		if fd.Recv != nil {
			if p, _ := count(fd.Type.Params); isTestName(name, "Test") && p == 0 {
				r, _, _ := recvName(fd)
				out.Suites = append(out.Suites, NotTest{at(fd.Name.Pos()), r + "." + name, "method"})
			}
			continue
		}
		kind, arg := "", ""
		switch {
		case name == "TestMain":
			kind, arg = "main", "M"
			if isTestFunc(fd, "T") {
				kind, arg = "test", "T"
			}
		case isTestName(name, "Test"):
			kind, arg = "test", "T"
		case isTestName(name, "Benchmark"):
			kind, arg = "benchmark", "B"
		case isTestName(name, "Fuzz"):
			kind, arg = "fuzz", "F"
		case isTestName(name, "Example"):
			kind = "example"
		default:
			for _, p := range []string{"Test", "Benchmark", "Fuzz", "Example"} {
				if strings.HasPrefix(name, p) {
					out.NotTests = append(out.NotTests, NotTest{at(fd.Name.Pos()), name, "lower-case letter after " + p})
				}
			}
			continue
		}
		if tp, _ := count(fd.Type.TypeParams); tp > 0 {
			out.NotTests = append(out.NotTests, NotTest{at(fd.Name.Pos()), name, "type parameters"})
			continue
		}
		t := &Test{Pos: at(fd.Name.Pos()), Name: name, Kind: kind, Dir: s.dir, XTest: s.xt, Constraint: s.f.Constraint, DefaultOff: s.f.DefaultOff}
		if kind == "example" {
			p, _ := count(fd.Type.Params)
			r, _ := count(fd.Type.Results)
			if p > 0 || r > 0 {
				out.NotTests = append(out.NotTests, NotTest{at(fd.Name.Pos()), name, "example with parameters or results"})
				continue
			}
			e := ex[name]
			run := e != nil && (e.Output != "" || e.EmptyOutput)
			t.Runnable = &run
		} else if !isTestFunc(fd, arg) {
			out.NotTests = append(out.NotTests, NotTest{at(fd.Name.Pos()), name, "wrong signature: " + text(fd.Type)})
			continue
		}
		if fd.Body != nil {
			ast.Inspect(fd.Body, func(n ast.Node) bool {
				if c, ok := n.(*ast.CallExpr); ok {
					if sel, ok := c.Fun.(*ast.SelectorExpr); ok {
						switch {
						case sel.Sel.Name == "Run" && len(c.Args) == 2:
							t.TRuns++
						case sel.Sel.Name == "Parallel" && len(c.Args) == 0:
							t.Parallel = true
						}
					}
				}
				return true
			})
		}
		out.Tests = append(out.Tests, t)
	}
}

// isTestFunc is cmd/go's isTestFunc: one parameter *T or *pkg.T, no results.
func isTestFunc(fn *ast.FuncDecl, arg string) bool {
	if fn.Type.Results != nil && len(fn.Type.Results.List) > 0 || fn.Type.Params.List == nil ||
		len(fn.Type.Params.List) != 1 || len(fn.Type.Params.List[0].Names) > 1 {
		return false
	}
	p, ok := fn.Type.Params.List[0].Type.(*ast.StarExpr)
	if !ok {
		return false
	}
	if n, ok := p.X.(*ast.Ident); ok && n.Name == arg {
		return true
	}
	if s, ok := p.X.(*ast.SelectorExpr); ok && s.Sel.Name == arg {
		return true
	}
	return false
}

// isTestName is cmd/go's isTest: prefix, then nothing or a rune that is not lower case.
func isTestName(name, prefix string) bool {
	if !strings.HasPrefix(name, prefix) {
		return false
	}
	if len(name) == len(prefix) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(name[len(prefix):])
	return !unicode.IsLower(r)
}
