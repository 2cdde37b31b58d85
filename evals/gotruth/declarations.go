package main

// Types, functions and imports, as go/ast shows them.

import (
	"bytes"
	"go/ast"
	"go/printer"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
)

func (s *src) facts() {
	for _, d := range s.ast.Decls {
		switch x := d.(type) {
		case *ast.GenDecl:
			for _, sp := range x.Specs {
				if ts, ok := sp.(*ast.TypeSpec); ok {
					s.typeSpec(ts, x.Lparen.IsValid(), "")
				}
			}
		case *ast.FuncDecl:
			r, ptr, _ := recvName(x)
			tp, _ := count(x.Type.TypeParams)
			p, _ := count(x.Type.Params)
			rs, _ := count(x.Type.Results)
			out.Functions = append(out.Functions, &Func{Pos: at(x.Name.Pos()), End: line(x.End()), Name: x.Name.Name, Recv: r, Ptr: ptr, Dir: s.dir,
				Exported: ast.IsExported(x.Name.Name), Generated: s.f.Generated, Test: s.f.Test, TypeParams: tp, NoBody: x.Body == nil, Params: p, Results: rs})
		}
		in := "<package-level literal>"
		if fd, ok := d.(*ast.FuncDecl); ok {
			in = fd.Name.Name
		}
		named := map[*ast.InterfaceType]bool{}
		ast.Inspect(d, func(n ast.Node) bool {
			switch x := n.(type) {
			case *ast.DeclStmt:
				if g, ok := x.Decl.(*ast.GenDecl); ok {
					for _, sp := range g.Specs {
						if ts, ok := sp.(*ast.TypeSpec); ok {
							s.typeSpec(ts, g.Lparen.IsValid(), in)
						}
					}
				}
			case *ast.TypeSpec:
				if it, ok := x.Type.(*ast.InterfaceType); ok {
					named[it] = true
				}
			case *ast.InterfaceType:
				if !named[x] && len(x.Methods.List) > 0 {
					out.AnonIfaces = append(out.AnonIfaces, AnonIface{at(x.Pos()), len(x.Methods.List)})
				}
			}
			return true
		})
	}
	for _, im := range s.ast.Imports {
		p, _ := strconv.Unquote(im.Path.Value)
		i := Import{File: s.f.Path, Line: line(im.Path.Pos()), Path: p, Class: class(p), Test: s.f.Test}
		if im.Name != nil {
			i.Alias = im.Name.Name
		}
		out.Imports = append(out.Imports, i)
	}
	if s.f.Test {
		s.tests()
	}
}

func (s *src) typeSpec(ts *ast.TypeSpec, grouped bool, in string) {
	tp, _ := count(ts.TypeParams)
	name := ts.Name.Name
	exp := ast.IsExported(name) && in == ""
	t := ts.Type
	for {
		p, ok := t.(*ast.ParenExpr)
		if !ok {
			break
		}
		t = p.X
	}
	switch x := t.(type) {
	case *ast.InterfaceType:
		it := &Iface{Pos: at(ts.Name.Pos()), End: line(ts.End()), Name: name, Dir: s.dir, Exported: exp, Generated: s.f.Generated, Test: s.f.Test,
			TypeParams: tp, Alias: ts.Assign.IsValid(), Grouped: grouped, InFunc: in, Methods: []Method{}}
		for _, m := range x.Methods.List {
			ft, isF := m.Type.(*ast.FuncType)
			if isF && len(m.Names) > 0 {
				for _, n := range m.Names {
					p, v := count(ft.Params)
					r, _ := count(ft.Results)
					it.Methods = append(it.Methods, Method{n.Name, p, r, v, line(n.Pos())})
				}
				continue
			}
			switch e := m.Type.(type) {
			case *ast.Ident, *ast.SelectorExpr, *ast.IndexExpr, *ast.IndexListExpr:
				it.Embeds = append(it.Embeds, text(e))
			default:
				it.TypeSet = append(it.TypeSet, text(m.Type))
			}
		}
		out.Interfaces = append(out.Interfaces, it)
	case *ast.StructType:
		st := &Struct{Pos: at(ts.Name.Pos()), End: line(ts.End()), Name: name, Dir: s.dir, Exported: exp, Generated: s.f.Generated, Test: s.f.Test,
			TypeParams: tp, Alias: ts.Assign.IsValid(), Grouped: grouped, InFunc: in}
		st.Fields, _ = count(x.Fields)
		for _, f := range x.Fields.List {
			if len(f.Names) == 0 {
				st.Embedded++
			}
		}
		out.Structs = append(out.Structs, st)
	default:
		k := "named"
		switch t.(type) {
		case *ast.FuncType:
			k = "func"
		case *ast.MapType:
			k = "map"
		case *ast.ArrayType:
			k = "slice"
			if t.(*ast.ArrayType).Len != nil {
				k = "array"
			}
		case *ast.ChanType:
			k = "chan"
		case *ast.StarExpr:
			k = "pointer"
		}
		if ts.Assign.IsValid() {
			k = "alias"
		}
		of := text(t)
		if len(of) > 120 {
			of = of[:120]
		}
		out.Types = append(out.Types, &OtherType{Pos: at(ts.Name.Pos()), Name: name, Dir: s.dir, Exported: exp, Kind: k, Of: of,
			Generated: s.f.Generated, Test: s.f.Test, TypeParams: tp, InFunc: in})
	}
}

func recvName(fd *ast.FuncDecl) (name string, ptr bool, tps int) {
	if fd.Recv == nil || len(fd.Recv.List) == 0 {
		return
	}
	e := fd.Recv.List[0].Type
	for {
		switch x := e.(type) {
		case *ast.ParenExpr:
			e = x.X
		case *ast.StarExpr:
			e, ptr = x.X, true
		case *ast.IndexExpr:
			e, tps = x.X, 1
		case *ast.IndexListExpr:
			e, tps = x.X, len(x.Indices)
		case *ast.Ident:
			return x.Name, ptr, tps
		default:
			return text(e), ptr, tps
		}
	}
}

func count(fl *ast.FieldList) (n int, variadic bool) {
	if fl == nil {
		return
	}
	for _, f := range fl.List {
		if len(f.Names) == 0 {
			n++
		} else {
			n += len(f.Names)
		}
		if _, ok := f.Type.(*ast.Ellipsis); ok {
			variadic = true
		}
	}
	return
}

func pos(p token.Pos) (string, int) {
	q := fset.PositionFor(p, false) // ignore //line directives
	r, _ := filepath.Rel(root, q.Filename)
	return filepath.ToSlash(r), q.Line
}

func at(p token.Pos) Pos { f, l := pos(p); return Pos{f, l} }

func line(p token.Pos) int { return fset.PositionFor(p, false).Line }

func text(n any) string {
	var b bytes.Buffer
	printer.Fprint(&b, token.NewFileSet(), n)
	return strings.Join(strings.Fields(b.String()), " ")
}
