package main

// What one set of build tags selects, type-checked.

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/build/constraint"
	"go/importer"
	"go/types"
	"strings"
)

type world struct {
	tags    map[string]bool
	tagStr  string
	pkgs    map[string]*types.Package
	loading map[string]bool
}

var (
	stdImp  types.Importer
	synths  = map[string]*types.Package{}
	srcOf   = map[string]*src{}
	byDir   = map[string][]*src{}
	release = map[string]bool{}
)

func prepare() {
	build.Default.CgoEnabled = false
	for _, t := range build.Default.ReleaseTags {
		release[t] = true
	}
	stdImp = importer.ForCompiler(fset, "source", nil)
	for _, s := range srcs {
		byDir[s.dir] = append(byDir[s.dir], s)
		srcOf[s.f.Path] = s
	}
	buildSynths()
}

func stdTags(t string) bool {
	switch t {
	case "linux", "amd64", "unix", "gc":
		return true
	}
	return release[t]
}

func (w *world) match(s *src) bool {
	if s.f.NameOS != "" && s.f.NameOS != "linux" || s.f.NameArch != "" && s.f.NameArch != "amd64" || s.f.Cgo {
		return false
	}
	return s.expr == nil || s.expr.Eval(func(t string) bool { return stdTags(t) || w.tags[t] })
}

// customTags are the non-negated tags of e that are no OS, arch, compiler or release tag.
func customTags(e constraint.Expr, neg bool, m map[string]bool) {
	switch x := e.(type) {
	case *constraint.AndExpr:
		customTags(x.X, neg, m)
		customTags(x.Y, neg, m)
	case *constraint.OrExpr:
		customTags(x.X, neg, m)
		customTags(x.Y, neg, m)
	case *constraint.NotExpr:
		customTags(x.X, !neg, m)
	case *constraint.TagExpr:
		t := x.Tag
		if !neg && !knownOS[t] && !knownArch[t] && !strings.HasPrefix(t, "go1.") && !strings.HasPrefix(t, "goexperiment.") &&
			!set("ignore unix gc gccgo cgo race msan asan tools appengine")[t] {
			m[t] = true
		}
	}
}

func (w *world) files(dir string) (non, in, ext []*ast.File, name string) {
	votes := map[string]int{}
	for _, s := range byDir[dir] {
		if !s.f.Test && w.match(s) {
			votes[s.f.Package]++
		}
	}
	for n, v := range votes {
		if name == "" || v > votes[name] || v == votes[name] && n < name {
			name = n
		}
	}
	for _, s := range byDir[dir] {
		switch {
		case !w.match(s):
		case !s.f.Test && s.f.Package == name:
			non = append(non, s.ast)
		case s.f.Test && s.xt:
			ext = append(ext, s.ast)
		case s.f.Test && (name == "" || s.f.Package == name):
			in = append(in, s.ast)
		}
	}
	return
}

func (w *world) check(pathName string, files []*ast.File) *types.Package {
	conf := types.Config{Importer: w, IgnoreFuncBodies: true, FakeImportC: true, Error: func(err error) {
		out.TypeStats["errors"]++
	}}
	p, _ := conf.Check(pathName, fset, files, nil)
	out.TypeStats["packages_checked"]++
	return p
}

func (w *world) Import(p string) (*types.Package, error) {
	if p == "unsafe" {
		return types.Unsafe, nil
	}
	if dir := dirOf[p]; dir != "" {
		if q := w.pkgs[p]; q != nil {
			return q, nil
		}
		if w.loading[p] {
			return nil, fmt.Errorf("cycle")
		}
		w.loading[p] = true
		non, _, _, _ := w.files(dir)
		if len(non) == 0 {
			return nil, fmt.Errorf("no files")
		}
		q := w.check(p, non)
		w.pkgs[p] = q
		return q, nil
	}
	if class(p) == "std" {
		q, err := stdImp.Import(p)
		if err != nil {
			out.TypeStats["std_import_failed"]++
		}
		return q, err
	}
	if q := synths[p]; q != nil {
		return q, nil
	}
	return nil, fmt.Errorf("unknown %s", p)
}
