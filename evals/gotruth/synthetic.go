package main

// Packages that are not at hand, made up from the names that are used of them.

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

const marker = "opaque·synthetic"

func buildSynths() {
	type info struct {
		names map[string]int
		votes map[string]int
	}
	m := map[string]*info{}
	for _, s := range srcs {
		bases := map[string]bool{}
		sel := map[string]map[string]int{}
		ast.Inspect(s.ast, func(n ast.Node) bool {
			use := func(e ast.Expr, arity int) {
				if x, ok := e.(*ast.SelectorExpr); ok {
					if id, ok := x.X.(*ast.Ident); ok {
						bases[id.Name] = true
						if sel[id.Name] == nil {
							sel[id.Name] = map[string]int{}
						}
						if arity >= sel[id.Name][x.Sel.Name] {
							sel[id.Name][x.Sel.Name] = arity
						}
					}
				}
			}
			switch x := n.(type) {
			case *ast.IndexExpr:
				use(x.X, 1)
			case *ast.IndexListExpr:
				use(x.X, len(x.Indices))
			case *ast.SelectorExpr:
				use(x, 0)
			}
			return true
		})
		for _, im := range s.ast.Imports {
			p, _ := strconv.Unquote(im.Path.Value)
			if dirOf[p] != "" || class(p) == "std" || class(p) == "cgo" {
				continue
			}
			in := m[p]
			if in == nil {
				in = &info{map[string]int{}, map[string]int{}}
				m[p] = in
			}
			base := ""
			if im.Name != nil {
				base = im.Name.Name
			} else {
				g := guessNames(p)
				base = g[0]
				for _, c := range g {
					if bases[c] {
						base = c
						in.votes[c]++
						break
					}
				}
			}
			for n, a := range sel[base] {
				if a >= in.names[n] {
					in.names[n] = a
				}
			}
		}
	}
	anyT := types.Universe.Lookup("any").Type()
	for p, in := range m {
		name := guessNames(p)[0]
		for n, v := range in.votes {
			if v > in.votes[name] {
				name = n
			}
		}
		q := types.NewPackage(p, name)
		for n, ar := range in.names {
			if !ast.IsExported(n) {
				continue
			}
			tn := types.NewTypeName(token.NoPos, q, n, nil)
			st := types.NewStruct([]*types.Var{types.NewField(token.NoPos, q, marker, types.Typ[types.Int], false)}, nil)
			nt := types.NewNamed(tn, st, nil)
			var tps []*types.TypeParam
			for i := 0; i < ar; i++ {
				tps = append(tps, types.NewTypeParam(types.NewTypeName(token.NoPos, q, fmt.Sprint("T", i), nil), anyT))
			}
			if ar > 0 {
				nt.SetTypeParams(tps)
			}
			q.Scope().Insert(tn)
		}
		q.MarkComplete()
		synths[p] = q
	}
	out.TypeStats["synthetic_packages"] = len(synths)
}

// guessNames: what an unaliased import of p may be called.
func guessNames(p string) []string {
	l := strings.Split(p, "/")
	last := l[len(l)-1]
	if len(l) > 1 && len(last) > 1 && last[0] == 'v' && strings.Trim(last[1:], "0123456789") == "" {
		last = l[len(l)-2]
	}
	if i := strings.Index(last, ".v"); i > 0 {
		last = last[:i]
	}
	c := []string{last, strings.TrimPrefix(last, "go-"), strings.TrimSuffix(last, "-go"), strings.TrimSuffix(last, ".go"),
		strings.ReplaceAll(last, "-", ""), strings.ReplaceAll(last, "-", "_"), strings.TrimPrefix(last, "go"), strings.TrimSuffix(strings.TrimPrefix(last, "go-"), "-go")}
	if i := strings.LastIndexAny(last, "-."); i > 0 {
		c = append(c, last[i+1:], last[:i])
	}
	if i := strings.IndexAny(last, "-."); i > 0 {
		c = append(c, last[:i])
	}
	return c
}

func isOpaque(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && synths[n.Obj().Pkg().Path()] == n.Obj().Pkg()
}

func hasMarker(t types.Type) bool {
	s, ok := t.Underlying().(*types.Struct)
	return ok && s.NumFields() == 1 && s.Field(0).Name() == marker
}
