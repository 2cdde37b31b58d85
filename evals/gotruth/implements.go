package main

// Which named types implement which interfaces of the repository, proved with
// go/types. Only intra-repo imports and the standard library (from source) are
// real; every other import is a synthetic package in which each name the repo
// uses is a distinct opaque type. A pair is PROVEN when every interface method
// is in the method set of T or *T with an identical canonical signature, no
// part of a signature is invalid, the interface embeds nothing external, and
// no method is promoted inside a type that embeds something external. Opaque
// types can only make two equal signatures look different (an alias in the
// other module), never the reverse; such differences are UNDECIDED.

import (
	"fmt"
	"go/ast"
	"go/types"
	"sort"
	"strings"
)

type Impl struct {
	TypeDir   string `json:"type_dir"`
	Type      string `json:"type"`
	TypeFile  string `json:"type_file"`
	TypeLine  int    `json:"type_line"`
	IfaceDir  string `json:"interface_dir"`
	Iface     string `json:"interface"`
	IfaceFile string `json:"interface_file"`
	IfaceLine int    `json:"interface_line"`
	Ptr       bool   `json:"pointer"` // only *T implements
	Methods   int    `json:"methods"`
	Promoted  bool   `json:"promoted,omitempty"` // through embedding
	TypeTest  bool   `json:"type_in_test,omitempty"`
	IfaceTest bool   `json:"interface_in_test,omitempty"`
	TypeGen   bool   `json:"type_generated,omitempty"`
	SamePkg   bool   `json:"same_package,omitempty"`
	// proved only with methods that _test.go files of its package declare
	TestMethods bool   `json:"methods_from_test_files,omitempty"`
	Tags        string `json:"tags,omitempty"` // first tag set that proved it
	Asserted    bool   `json:"asserted,omitempty"`
	Why         string `json:"why,omitempty"`
	// near misses: every method agrees in the number of parameters and results
	SameArity bool `json:"same_arity,omitempty"`
}

type Assert struct {
	Pos
	Type      string `json:"type"`
	TypeDir   string `json:"type_dir,omitempty"`
	Iface     string `json:"interface"`
	IfaceDir  string `json:"interface_dir,omitempty"`
	IfacePath string `json:"interface_import,omitempty"`
	Proved    bool   `json:"proved"`
}

type tEntry struct {
	dir, name string
	pos       Pos
	s         *src
	ext       bool
	methods   map[string]sig // method set of *T
	val       map[string]bool
	named     *types.Named // non-test units only

	testMethods bool // some methods come from _test.go files
}

type iEntry struct {
	dir, name string
	pos       Pos
	s         *src
	methods   map[string]sig
	order     []string
	rare      string
	named     *types.Named // non-test units only
}

func typeCheck() {
	prepare()
	under := map[string]string{}
	tagSets := map[string]map[string]bool{"": {}}
	isStd := false
	for _, m := range out.Modules {
		isStd = isStd || m.Path == "std"
	}
	if !isStd {
		for _, s := range srcs {
			if s.expr == nil || (&world{}).match(s) {
				continue
			}
			m := map[string]bool{}
			customTags(s.expr, false, m)
			var l []string
			for t := range m {
				l = append(l, t)
			}
			sort.Strings(l)
			tagSets[strings.Join(l, ",")] = m
		}
	}
	var keys []string
	for k := range tagSets {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	out.TypeStats["tag_sets"] = len(keys)
	asserted := findAsserts()
	impl, near, und := map[string]*Impl{}, map[string]*Impl{}, map[string]*Impl{}
	decT, decI, badT, badI := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, tk := range keys {
		w := &world{tags: tagSets[tk], tagStr: tk, pkgs: map[string]*types.Package{}, loading: map[string]bool{}}
		var T []*tEntry
		var I []*iEntry
		nMethods := map[string]int{}
		gather := func(p *types.Package, dir string, testOnly bool) {
			if p == nil {
				return
			}
			for _, n := range p.Scope().Names() {
				tn, ok := p.Scope().Lookup(n).(*types.TypeName)
				if !ok || tn.IsAlias() {
					continue
				}
				ps := at(tn.Pos())
				s := srcOf[ps.File]
				if s == nil {
					continue
				}
				key := dir + "\x00" + n
				inTest := testOnly && !s.f.Test // a production type seen again with its test files
				nt, ok := tn.Type().(*types.Named)
				if !ok {
					continue
				}
				uk := strings.TrimPrefix(fmt.Sprintf("%T", nt.Underlying()), "*types.")
				if !hasMarker(nt) {
					under[fmt.Sprint(ps.File, ":", ps.Line, ":", n)] = strings.ToLower(uk)
				}
				if it, ok := nt.Underlying().(*types.Interface); ok {
					if inTest {
						continue
					}
					if nt.TypeParams().Len() > 0 || it.Empty() || external(nt, map[types.Type]bool{}) || !it.IsMethodSet() || it.NumMethods() == 0 {
						badI[key] = true
						continue
					}
					e := &iEntry{dir: dir, name: n, pos: ps, s: s, methods: map[string]sig{}}
					bad := false
					for i := 0; i < it.NumMethods(); i++ {
						g := canonSig(it.Method(i).Type().(*types.Signature))
						bad = bad || g.invalid
						e.methods[methodID(it.Method(i))] = g
						e.order = append(e.order, methodID(it.Method(i)))
					}
					sort.Strings(e.order)
					if !testOnly {
						e.named = nt
					}
					if bad {
						badI[key] = true
						continue
					}
					decI[key] = true
					I = append(I, e)
					continue
				}
				if hasMarker(nt) || nt.Underlying() == types.Typ[types.Invalid] {
					badT[key] = true
					continue
				}
				e := &tEntry{dir: dir, name: n, pos: ps, s: s, ext: external(nt, map[types.Type]bool{}), methods: map[string]sig{}, val: map[string]bool{}}
				if !testOnly {
					e.named = nt
				}
				ms := types.NewMethodSet(types.NewPointer(nt))
				if inTest {
					if ms.Len() <= nMethods[key] {
						continue
					}
					e.testMethods = true
				} else if !testOnly {
					nMethods[key] = ms.Len()
				}
				for i := 0; i < ms.Len(); i++ {
					f := ms.At(i).Obj().(*types.Func)
					g := canonSig(ms.At(i).Type().(*types.Signature))
					if len(ms.At(i).Index()) == 1 {
						g = canonSig(f.Type().(*types.Signature))
					}
					g.depth = len(ms.At(i).Index()) - 1
					if g.invalid {
						badT[key] = true
					}
					e.methods[methodID(f)] = g
				}
				mv := types.NewMethodSet(nt)
				for i := 0; i < mv.Len(); i++ {
					e.val[methodID(mv.At(i).Obj().(*types.Func))] = true
				}
				if e.ext {
					badT[key] = true
				} else {
					decT[key] = true
				}
				T = append(T, e)
			}
		}
		var dirs []string
		for d := range byDir {
			dirs = append(dirs, d)
		}
		sort.Strings(dirs)
		for _, d := range dirs {
			ip := importPath(d)
			if ip == "" {
				ip = "no-module/" + d
			}
			non, in, ext, _ := w.files(d)
			var p *types.Package
			if len(non) > 0 {
				if dirOf[ip] == d {
					p, _ = w.Import(ip)
				} else {
					p = w.check(ip, non)
				}
				gather(p, d, false)
			}
			if len(in) > 0 {
				gather(w.check(ip, append(append([]*ast.File{}, non...), in...)), d, true)
			}
			if len(ext) > 0 {
				gather(w.check(ip+"_test", ext), d, true)
			}
		}
		have := map[string][]*tEntry{}
		for _, t := range T {
			for m := range t.methods {
				have[m] = append(have[m], t)
			}
		}
		out.TypeStats["types_seen"] = max(out.TypeStats["types_seen"], len(T))
		out.TypeStats["interfaces_seen"] = max(out.TypeStats["interfaces_seen"], len(I))
		for _, i := range I {
			for _, m := range i.order {
				if i.rare == "" || len(have[m]) < len(have[i.rare]) {
					i.rare = m
				}
			}
			for _, t := range have[i.rare] {
				prom, ptr, names, doubt, sure, why, arity := false, false, true, "", "", "", true
				for _, m := range i.order {
					g := i.methods[m]
					h, has := t.methods[m]
					if !has {
						names = false
						break
					}
					ptr = ptr || !t.val[m]
					arity = arity && h.n == g.n
					if h.depth > 0 {
						prom = true
						if t.ext {
							doubt = "promoted method in a type that embeds external types"
						}
					}
					switch differs(h, g) {
					case 1:
						doubt = "signature of " + m + " (external types)"
					case 2:
						sure = "signature of " + m
					}
				}
				if !names {
					continue
				}
				ok := doubt == "" && sure == ""
				why = doubt
				if sure != "" {
					why = sure
				}
				if t.named != nil && i.named != nil && t.named.TypeParams().Len() == 0 {
					out.TypeStats["selfcheck_pairs"]++
					if types.Implements(types.NewPointer(t.named), i.named.Underlying().(*types.Interface)) != ok && doubt == "" {
						out.TypeStats["selfcheck_disagreements"]++
					}
				}
				x := &Impl{TypeDir: t.dir, Type: t.name, TypeFile: t.pos.File, TypeLine: t.pos.Line, IfaceDir: i.dir, Iface: i.name, IfaceFile: i.pos.File, IfaceLine: i.pos.Line,
					Ptr: ptr, Methods: len(i.methods), Promoted: prom, TypeTest: t.s.f.Test, IfaceTest: i.s.f.Test, TypeGen: t.s.f.Generated, SamePkg: t.dir == i.dir, TestMethods: t.testMethods, SameArity: arity && (doubt != "" || sure != ""), Tags: tk, Why: why}
				k := strings.Join([]string{t.pos.File, t.name, i.pos.File, i.name}, "\x00")
				dst := near
				switch {
				case ok:
					dst, x.Why = impl, ""
				case sure == "":
					dst = und
				}
				if dst[k] == nil || dst[k].TestMethods && !x.TestMethods {
					dst[k] = x
				}
			}
		}
	}
	dump := func(m map[string]*Impl, not ...map[string]*Impl) (l []*Impl) {
		for k, v := range m {
			skip := false
			for _, n := range not {
				skip = skip || n[k] != nil
			}
			if !skip {
				l = append(l, v)
			}
		}
		sort.Slice(l, func(a, b int) bool {
			x, y := l[a], l[b]
			return fmt.Sprint(x.TypeFile, x.TypeLine, x.IfaceFile, x.IfaceLine) < fmt.Sprint(y.TypeFile, y.TypeLine, y.IfaceFile, y.IfaceLine)
		})
		return
	}
	out.Implements, out.Undecided, out.NearMiss = dump(impl), dump(und, impl), dump(near, impl, und)
	idx := map[string]*Impl{}
	for _, x := range out.Implements {
		idx[x.TypeDir+"\x00"+x.Type+"\x00"+x.IfaceDir+"\x00"+x.Iface] = x
	}
	for _, a := range asserted {
		if x := idx[a.TypeDir+"\x00"+a.Type+"\x00"+a.IfaceDir+"\x00"+a.Iface]; x != nil && a.IfaceDir != "" {
			x.Asserted, a.Proved = true, true
		}
		out.TypeStats["asserts"]++
		if a.IfaceDir != "" {
			out.TypeStats["asserts_intra"]++
			if a.Proved {
				out.TypeStats["asserts_intra_proved"]++
			}
		}
	}
	out.Asserts = asserted
	list := func(good, bad map[string]bool) (l []string) {
		for k := range good {
			if !bad[k] {
				l = append(l, strings.Replace(k, "\x00", ":", 1))
			}
		}
		sort.Strings(l)
		return
	}
	out.DecT, out.DecI = list(decT, badT), list(decI, badI)
	out.TypeStats["decidable_types"], out.TypeStats["decidable_interfaces"] = len(out.DecT), len(out.DecI)
	for _, t := range out.Types {
		t.Underlying = under[fmt.Sprint(t.File, ":", t.Line, ":", t.Name)]
	}
	for _, p := range []struct {
		l []*Impl
		n string
	}{{out.Implements, "proven"}} {
		for _, x := range p.l {
			if !x.TypeTest && !x.IfaceTest && !x.TypeGen {
				out.TypeStats["proven_production_only"]++
			}
			if x.TypeGen {
				out.TypeStats["proven_generated_type"]++
			}
			if x.Promoted {
				out.TypeStats["proven_promoted"]++
			}
			if x.Ptr {
				out.TypeStats["proven_pointer_only"]++
			}
			if x.Methods == 1 {
				out.TypeStats["proven_single_method"]++
			}
			if x.SamePkg {
				out.TypeStats["proven_same_package"]++
			}
		}
	}
}

// external: does the interface, or the struct's embedding closure, reach
// anything outside the repo and the standard library (or invalid)?
func external(t types.Type, seen map[types.Type]bool) bool {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	if seen[t] {
		return false
	}
	seen[t] = true
	if b, ok := t.(*types.Basic); ok && b.Kind() == types.Invalid {
		return true
	}
	if isOpaque(t) || hasMarker(t) {
		return true
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Kind() == types.Invalid
	case *types.Struct:
		for i := 0; i < u.NumFields(); i++ {
			if u.Field(i).Embedded() && external(u.Field(i).Type(), seen) {
				return true
			}
		}
	case *types.Interface:
		for i := 0; i < u.NumEmbeddeds(); i++ {
			if external(u.EmbeddedType(i), seen) {
				return true
			}
		}
	}
	return false
}

func methodID(f *types.Func) string {
	if f.Exported() {
		return f.Name()
	}
	p := ""
	if f.Pkg() != nil {
		p = f.Pkg().Path()
	}
	return p + "." + f.Name()
}
