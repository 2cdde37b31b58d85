package main

// Build constraints, by go/build's rules.

import (
	"bytes"
	"go/ast"
	"go/build/constraint"
	"strings"
)

// buildExpr follows go/build: //go:build wins; // +build lines count only where
// a blank line follows them before the package clause.
func buildExpr(f *ast.File, text []byte) (constraint.Expr, string) {
	var plus []constraint.Expr
	var plusText []string
	for _, g := range f.Comments {
		if g.Pos() >= f.Package {
			break
		}
		for _, c := range g.List {
			if constraint.IsGoBuild(c.Text) {
				if e, err := constraint.Parse(c.Text); err == nil {
					return e, strings.TrimSpace(strings.TrimPrefix(c.Text, "//go:build"))
				}
			}
			if constraint.IsPlusBuild(c.Text) {
				pkg := fset.PositionFor(f.Package, false).Offset
				end := fset.PositionFor(g.End(), false).Offset
				if pkg > end && pkg <= len(text) && bytes.Count(text[end:pkg], []byte("\n")) < 2 {
					continue // attached to the package clause: a doc comment
				}
				if e, err := constraint.Parse(c.Text); err == nil {
					plus = append(plus, e)
					plusText = append(plusText, "("+e.String()+")")
				}
			}
		}
	}
	if len(plus) == 0 {
		return nil, ""
	}
	e := plus[0]
	for _, x := range plus[1:] {
		e = &constraint.AndExpr{X: e, Y: x}
	}
	if len(plusText) == 1 {
		return e, e.String()
	}
	return e, strings.Join(plusText, " && ")
}

var knownOS = set("aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris wasip1 windows zos")

var knownArch = set("386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm")

func set(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// nameOSArch is go/build's goodOSArchFile rule for the file name.
func nameOSArch(name string) (goos, goarch string) {
	name, _, _ = strings.Cut(name, ".")
	i := strings.Index(name, "_")
	if i < 0 {
		return
	}
	name = name[i:]
	l := strings.Split(name, "_")
	if n := len(l); n > 0 && l[n-1] == "test" {
		l = l[:n-1]
	}
	n := len(l)
	if n >= 2 && knownOS[l[n-2]] && knownArch[l[n-1]] {
		return l[n-2], l[n-1]
	}
	if n >= 1 && knownOS[l[n-1]] {
		return l[n-1], ""
	}
	if n >= 1 && knownArch[l[n-1]] {
		return "", l[n-1]
	}
	return
}
