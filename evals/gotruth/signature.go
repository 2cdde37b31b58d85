package main

// Signatures as text that is equal exactly when the types are.

import (
	"fmt"
	"go/types"
	"strconv"
	"strings"
)

type sig struct {
	s            string
	n            string // arity
	invalid, ext bool
	depth        int
	parts        []part // one per parameter and result
}

type part struct {
	s     string
	vague bool // invalid or mentions an external type: may be an alias of something else
}

// differs: 0 same, 1 perhaps (external or invalid types), 2 certainly.
func differs(a, b sig) int {
	if a.n != b.n {
		return 2
	}
	if a.s == b.s && !a.invalid && !b.invalid {
		return 0
	}
	for i := range a.parts {
		if a.parts[i].s != b.parts[i].s && !a.parts[i].vague && !b.parts[i].vague {
			return 2
		}
	}
	return 1
}

func canonSig(s *types.Signature) sig {
	c := &canon{tp: map[*types.TypeParam]string{}}
	for i := 0; i < s.RecvTypeParams().Len(); i++ {
		c.tp[s.RecvTypeParams().At(i)] = fmt.Sprint("$R", i)
	}
	c.sig(s)
	g := sig{s: c.b.String(), n: fmt.Sprint(s.Params().Len(), ",", s.Results().Len(), s.Variadic()), invalid: c.invalid, ext: c.ext}
	for _, t := range []*types.Tuple{s.Params(), s.Results()} {
		for i := 0; i < t.Len(); i++ {
			d := &canon{tp: c.tp}
			d.t(t.At(i).Type())
			g.parts = append(g.parts, part{d.b.String(), d.invalid || d.ext})
		}
	}
	return g
}

type canon struct {
	b            strings.Builder
	tp           map[*types.TypeParam]string
	invalid, ext bool
	depth        int
}

func (c *canon) w(s ...string) {
	for _, x := range s {
		c.b.WriteString(x)
	}
}

func (c *canon) tuple(t *types.Tuple, variadic bool) {
	c.w("(")
	for i := 0; i < t.Len(); i++ {
		if variadic && i == t.Len()-1 {
			c.w("...")
		}
		c.t(t.At(i).Type())
		c.w(",")
	}
	c.w(")")
}

func (c *canon) sig(s *types.Signature) {
	c.tuple(s.Params(), s.Variadic())
	c.tuple(s.Results(), false)
}

func (c *canon) t(t types.Type) {
	c.depth++
	defer func() { c.depth-- }()
	if c.depth > 60 {
		c.invalid = true
		return
	}
	switch x := types.Unalias(t).(type) {
	case *types.Basic:
		if x.Kind() == types.Invalid {
			c.invalid = true
		}
		c.w(types.Typ[x.Kind()].Name())
	case *types.Named:
		o := x.Obj()
		if o.Pkg() != nil {
			c.w(strings.TrimSuffix(o.Pkg().Path(), "·t"), ".")
			if isOpaque(x) {
				c.ext = true
			}
		}
		c.w(o.Name())
		if x.TypeArgs().Len() > 0 {
			c.w("[")
			for i := 0; i < x.TypeArgs().Len(); i++ {
				c.t(x.TypeArgs().At(i))
				c.w(",")
			}
			c.w("]")
		}
	case *types.Pointer:
		c.w("*")
		c.t(x.Elem())
	case *types.Slice:
		c.w("[]")
		c.t(x.Elem())
	case *types.Array:
		c.w("[", fmt.Sprint(x.Len()), "]")
		if x.Len() < 0 {
			c.invalid = true
		}
		c.t(x.Elem())
	case *types.Map:
		c.w("map[")
		c.t(x.Key())
		c.w("]")
		c.t(x.Elem())
	case *types.Chan:
		c.w(fmt.Sprint("chan", x.Dir()), " ")
		c.t(x.Elem())
	case *types.Signature:
		c.w("func")
		c.sig(x)
	case *types.Tuple:
		c.tuple(x, false)
	case *types.Struct:
		c.w("struct{")
		for i := 0; i < x.NumFields(); i++ {
			f := x.Field(i)
			c.w(f.Id(), " ", fmt.Sprint(f.Embedded()), " ")
			c.t(f.Type())
			c.w(strconv.Quote(x.Tag(i)), ";")
		}
		c.w("}")
	case *types.Interface:
		c.w("interface{")
		for i := 0; i < x.NumMethods(); i++ {
			m := x.Method(i)
			c.w(m.Id())
			c.sig(m.Type().(*types.Signature))
			c.w(";")
		}
		for i := 0; i < x.NumEmbeddeds(); i++ {
			if _, ok := x.EmbeddedType(i).Underlying().(*types.Interface); !ok {
				c.t(x.EmbeddedType(i))
			}
			if isOpaque(x.EmbeddedType(i)) {
				c.invalid = true
			}
		}
		c.w("}")
	case *types.Union:
		for i := 0; i < x.Len(); i++ {
			c.w(fmt.Sprint("|", x.Term(i).Tilde()))
			c.t(x.Term(i).Type())
		}
	case *types.TypeParam:
		if n := c.tp[x]; n != "" {
			c.w(n)
		} else {
			c.w("$", fmt.Sprint(x.Index()), x.Obj().Name())
		}
	default:
		c.invalid = true
	}
}
