package main

// `var _ I = (*T)(nil)` and the like.

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
)

// findAsserts collects `var _ I = (*T)(nil)`, `= &T{}`, `= T{}`, `= new(T)`.
func findAsserts() (l []*Assert) {
	for _, s := range srcs {
		imp := map[string]string{}
		for _, im := range s.ast.Imports {
			p, _ := strconv.Unquote(im.Path.Value)
			if im.Name != nil {
				imp[im.Name.Name] = p
				continue
			}
			if d := dirOf[p]; d != "" {
				for _, t := range byDir[d] {
					if !t.f.Test {
						imp[t.f.Package] = p
					}
				}
			}
			for _, g := range guessNames(p) {
				if imp[g] == "" {
					imp[g] = p
				}
			}
		}
		name := func(e ast.Expr) (dir, n, ip string) {
			for {
				switch x := e.(type) {
				case *ast.ParenExpr:
					e = x.X
					continue
				case *ast.StarExpr:
					e = x.X
					continue
				case *ast.IndexExpr:
					e = x.X
					continue
				case *ast.IndexListExpr:
					e = x.X
					continue
				}
				break
			}
			switch x := e.(type) {
			case *ast.Ident:
				if types.Universe.Lookup(x.Name) != nil {
					return "", x.Name, "universe"
				}
				return s.dir, x.Name, ""
			case *ast.SelectorExpr:
				if id, ok := x.X.(*ast.Ident); ok {
					p := imp[id.Name]
					return dirOf[p], x.Sel.Name, p
				}
			}
			return "", "", ""
		}
		for _, d := range s.ast.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.VAR {
				continue
			}
			for _, sp := range g.Specs {
				v := sp.(*ast.ValueSpec)
				if len(v.Names) != 1 || v.Names[0].Name != "_" || v.Type == nil || len(v.Values) != 1 {
					continue
				}
				var te ast.Expr
				switch x := v.Values[0].(type) {
				case *ast.CallExpr:
					if id, ok := x.Fun.(*ast.Ident); ok && id.Name == "new" && len(x.Args) == 1 {
						te = x.Args[0]
					} else if _, ok := x.Fun.(*ast.ParenExpr); ok {
						te = x.Fun
					} else if len(x.Args) == 1 { // T(nil), T(0)
						if _, ok := x.Args[0].(*ast.Ident); ok {
							te = x.Fun
						}
					}
				case *ast.UnaryExpr:
					if c, ok := x.X.(*ast.CompositeLit); ok {
						te = c.Type
					}
				case *ast.CompositeLit:
					te = x.Type
				}
				if te == nil {
					continue
				}
				a := &Assert{Pos: at(v.Pos())}
				a.TypeDir, a.Type, _ = name(te)
				a.IfaceDir, a.Iface, a.IfacePath = name(v.Type)
				if a.Type != "" && a.Iface != "" {
					l = append(l, a)
				}
			}
		}
	}
	return
}
