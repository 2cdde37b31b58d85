// Command gocalls prints which function of a repository calls which, as go/types decides it: the truth for
// `calls` of a groundplan analysis.
//
// Packages of the repository and of the standard library are type-checked from source; of every other module
// only the names that the repository uses are known, as types without methods, so that nothing is resolved
// through them. A call is listed when the checker names one function for it: `direct` for one with a body,
// `interface` for an interface's method. Files are read once for a plain build and once with every tag that
// the repository's constraints ask for.
//
//	gocalls REPOSITORY > truth.json
package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/build"
	"go/build/constraint"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
)

type edge struct {
	File       string `json:"file"`
	Line       int    `json:"line"`
	Caller     string `json:"caller"`
	CallerLine int    `json:"caller_line"`
	CallerTest bool   `json:"caller_test"`
	Callee     string `json:"callee"`
	CalleeFile string `json:"callee_file"`
	CalleeLine int    `json:"callee_line"`
	Certainty  string `json:"certainty"`
}

type source struct {
	path, dir string
	file      *ast.File
	expr      constraint.Expr
}

var (
	root    string
	fset    = token.NewFileSet()
	sources []*source
	byDir   = map[string][]*source{}
	modules = map[string]string{} // folder of a go.mod -> module path
	dirOf   = map[string]string{} // import path -> folder
	outside = map[string]*types.Package{}
	std     types.Importer
	edges   = map[edge]bool{}
	judged  = map[*ast.File]bool{} // files that a build reads
	errors  = 0
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: gocalls REPOSITORY")
		os.Exit(2)
	}
	root = os.Args[1]
	build.Default.CgoEnabled = false
	std = importer.ForCompiler(fset, "source", nil)
	read()
	guessOutside()
	for _, tags := range []map[string]bool{{}, allTags()} {
		(&world{tags: tags, done: map[string]*types.Package{}}).all()
	}
	list := make([]edge, 0, len(edges))
	for one := range edges {
		list = append(list, one)
	}
	sort.Slice(list, func(i, j int) bool { return fmt.Sprint(list[i]) < fmt.Sprint(list[j]) })
	files := []string{}
	for _, one := range sources {
		if judged[one.file] {
			files = append(files, one.path)
		}
	}
	sort.Strings(files)
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", " ")
	if err := out.Encode(map[string]any{"tool": "gocalls 1 (go/types)", "calls": list, "files": files, "type_errors": errors}); err != nil {
		os.Exit(1)
	}
}

// read parses every Go file that the go command would.
func read() {
	_ = filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		base := entry.Name()
		if err != nil || name == root {
			return nil
		}
		if entry.IsDir() {
			if base == "vendor" || base == "testdata" || base[0] == '_' || base[0] == '.' {
				return filepath.SkipDir
			}
			return nil
		}
		rel, _ := filepath.Rel(root, name)
		rel = filepath.ToSlash(rel)
		switch {
		case base == "go.mod":
			text, _ := os.ReadFile(name)
			for _, line := range strings.Split(string(text), "\n") {
				if rest, ok := strings.CutPrefix(strings.TrimSpace(line), "module "); ok {
					modules[folder(rel)] = strings.Trim(strings.TrimSpace(rest), `"`)
				}
			}
		case strings.HasSuffix(base, ".go"):
			if file, _ := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution); file != nil {
				one := &source{path: rel, dir: folder(rel), file: file, expr: condition(file)}
				sources = append(sources, one)
				byDir[one.dir] = append(byDir[one.dir], one)
			}
		}
		return nil
	})
	for dir := range byDir {
		if at := importPath(dir); at != "" {
			dirOf[at] = dir
		}
	}
}

func folder(name string) string {
	if dir := path.Dir(name); dir != "." {
		return dir
	}
	return ""
}

func importPath(dir string) string {
	for at := dir; ; at = folder(at) {
		if module, ok := modules[at]; ok {
			return path.Join(module, strings.TrimPrefix(strings.TrimPrefix(dir, at), "/"))
		}
		if at == "" {
			return ""
		}
	}
}

func condition(file *ast.File) constraint.Expr {
	for _, group := range file.Comments {
		for _, comment := range group.List {
			if comment.Pos() < file.Package && constraint.IsGoBuild(comment.Text) {
				expr, _ := constraint.Parse(comment.Text)
				return expr
			}
		}
	}
	return nil
}

// allTags are the tags that some constraint asks for, other than those of platforms and compilers.
func allTags() map[string]bool {
	found := map[string]bool{}
	var walk func(constraint.Expr, bool)
	walk = func(expr constraint.Expr, wanted bool) {
		switch one := expr.(type) {
		case *constraint.AndExpr:
			walk(one.X, wanted)
			walk(one.Y, wanted)
		case *constraint.OrExpr:
			walk(one.X, wanted)
			walk(one.Y, wanted)
		case *constraint.NotExpr:
			walk(one.X, !wanted)
		case *constraint.TagExpr:
			if wanted && !builtIn(one.Tag) && !platforms[one.Tag] {
				found[one.Tag] = true
			}
		}
	}
	for _, one := range sources {
		walk(one.expr, true)
	}
	return found
}

var platforms = map[string]bool{}

func init() {
	for _, word := range strings.Fields("aix android darwin dragonfly freebsd illumos ios js netbsd openbsd plan9 solaris wasip1 windows " +
		"386 arm arm64 loong64 mips mips64 mips64le mipsle ppc64 ppc64le riscv64 s390x sparc64 wasm cgo gccgo race msan asan ignore tools purego appengine") {
		platforms[word] = true
	}
}

func builtIn(tag string) bool {
	if version, ok := strings.CutPrefix(tag, "go1."); ok {
		number, err := strconv.Atoi(version)
		return err == nil && number < 30
	}
	return tag == "linux" || tag == "amd64" || tag == "unix" || tag == "gc"
}

// guessOutside makes a package of every other module from the names that are used of it.
func guessOutside() {
	used := map[string]map[string]bool{}
	names := map[string]string{}
	for _, one := range sources {
		of := map[string]map[string]bool{}
		ast.Inspect(one.file, func(node ast.Node) bool {
			if selector, ok := node.(*ast.SelectorExpr); ok {
				if base, ok := selector.X.(*ast.Ident); ok {
					if of[base.Name] == nil {
						of[base.Name] = map[string]bool{}
					}
					of[base.Name][selector.Sel.Name] = true
				}
			}
			return true
		})
		for _, spec := range one.file.Imports {
			at, _ := strconv.Unquote(spec.Path.Value)
			if dirOf[at] != "" || !strings.Contains(strings.Split(at, "/")[0], ".") {
				continue
			}
			local := ""
			if spec.Name != nil {
				local = spec.Name.Name
			}
			for _, guess := range guesses(at) {
				if local == "" && of[guess] != nil {
					local = guess
					names[at] = guess
				}
			}
			if used[at] == nil {
				used[at] = map[string]bool{}
			}
			for name := range of[local] {
				used[at][name] = true
			}
		}
	}
	for at, members := range used {
		if names[at] == "" {
			names[at] = guesses(at)[0]
		}
		made := types.NewPackage(at, names[at])
		for name := range members {
			if ast.IsExported(name) {
				declared := types.NewTypeName(token.NoPos, made, name, nil)
				types.NewNamed(declared, types.NewStruct(nil, nil), nil)
				made.Scope().Insert(declared)
			}
		}
		made.MarkComplete()
		outside[at] = made
	}
}

func guesses(at string) []string {
	parts := strings.Split(at, "/")
	last := parts[len(parts)-1]
	if len(parts) > 1 && len(last) > 1 && last[0] == 'v' && strings.Trim(last[1:], "0123456789") == "" {
		last = parts[len(parts)-2]
	}
	last, _, _ = strings.Cut(last, ".v")
	plain := strings.TrimSuffix(strings.TrimPrefix(last, "go-"), "-go")
	return []string{last, plain, strings.TrimPrefix(plain, "go"), strings.ReplaceAll(plain, "-", ""), plain[strings.LastIndexAny(plain, "-.")+1:]}
}

// world is the repository under one set of tags.
type world struct {
	tags map[string]bool
	done map[string]*types.Package
}

func (w *world) reads(one *source) bool {
	good, _ := build.Default.MatchFile(filepath.Join(root, one.dir), path.Base(one.path))
	if one.expr == nil {
		return good
	}
	base := strings.TrimSuffix(path.Base(one.path), ".go")
	for _, word := range strings.Split(strings.TrimSuffix(base, "_test"), "_")[1:] {
		if platforms[word] {
			return false
		}
	}
	return one.expr.Eval(func(tag string) bool { return builtIn(tag) || w.tags[tag] })
}

// files are those of the package itself, of its own tests, and of the tests beside it.
func (w *world) files(dir string) (own, tests, beside []*ast.File) {
	name := ""
	for _, one := range byDir[dir] {
		if !strings.HasSuffix(one.path, "_test.go") && w.reads(one) {
			name = one.file.Name.Name
		}
	}
	for _, one := range byDir[dir] {
		test := strings.HasSuffix(one.path, "_test.go")
		switch {
		case !w.reads(one):
		case !test && one.file.Name.Name == name:
			own = append(own, one.file)
		case test && strings.HasSuffix(one.file.Name.Name, "_test") && one.file.Name.Name != name:
			beside = append(beside, one.file)
		case test:
			tests = append(tests, one.file)
		}
	}
	return own, tests, beside
}

func (w *world) all() {
	for dir := range byDir {
		own, tests, beside := w.files(dir)
		at := importPath(dir)
		if at == "" {
			at = "no-module/" + dir
		}
		if len(own)+len(tests) > 0 {
			w.check(at, append(append([]*ast.File{}, own...), tests...), true)
		}
		if len(beside) > 0 {
			w.check(at+"_test", beside, true)
		}
	}
}

func (w *world) check(at string, files []*ast.File, list bool) *types.Package {
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}}
	config := types.Config{Importer: w, IgnoreFuncBodies: !list, FakeImportC: true, Error: func(error) { errors++ }}
	made, _ := config.Check(at, fset, files, info)
	if list {
		for _, file := range files {
			judged[file] = true
			for _, declaration := range file.Decls {
				if function, ok := declaration.(*ast.FuncDecl); ok && function.Body != nil {
					calls(info, function)
				}
			}
		}
	}
	return made
}

func (w *world) Import(at string) (*types.Package, error) {
	if at == "unsafe" {
		return types.Unsafe, nil
	}
	if dir, ok := dirOf[at]; ok {
		if made, ok := w.done[at]; ok {
			if made == nil {
				return nil, fmt.Errorf("import cycle")
			}
			return made, nil
		}
		w.done[at] = nil
		own, _, _ := w.files(dir)
		w.done[at] = w.check(at, own, false)
		return w.done[at], nil
	}
	if made := outside[at]; made != nil {
		return made, nil
	}
	return std.Import(at)
}

func calls(info *types.Info, function *ast.FuncDecl) {
	from := fset.Position(function.Name.Pos())
	ast.Inspect(function.Body, func(node ast.Node) bool {
		call, ok := node.(*ast.CallExpr)
		if !ok {
			return true
		}
		target, at := callee(info, call.Fun)
		if target == nil || !target.Pos().IsValid() {
			return true
		}
		to := fset.Position(target.Pos())
		file, err := filepath.Rel(root, to.Filename)
		if err != nil || strings.HasPrefix(file, "..") {
			return true
		}
		certainty := "direct"
		if receiver := target.Signature().Recv(); receiver != nil && types.IsInterface(receiver.Type()) {
			certainty = "interface"
		}
		caller, _ := filepath.Rel(root, from.Filename)
		edges[edge{
			File: filepath.ToSlash(caller), Line: fset.Position(at).Line,
			Caller: function.Name.Name, CallerLine: from.Line, CallerTest: strings.HasSuffix(caller, "_test.go"),
			Callee: target.Name(), CalleeFile: filepath.ToSlash(file), CalleeLine: to.Line, Certainty: certainty,
		}] = true
		return true
	})
}

// callee is the function that an expression names, and where it names it.
func callee(info *types.Info, expression ast.Expr) (*types.Func, token.Pos) {
	switch one := ast.Unparen(expression).(type) {
	case *ast.Ident:
		target, _ := info.Uses[one].(*types.Func)
		return origin(target), one.Pos()
	case *ast.SelectorExpr:
		target, _ := info.Uses[one.Sel].(*types.Func)
		return origin(target), one.Sel.Pos()
	case *ast.IndexExpr:
		return callee(info, one.X)
	case *ast.IndexListExpr:
		return callee(info, one.X)
	}
	return nil, token.NoPos
}

func origin(target *types.Func) *types.Func {
	if target == nil {
		return nil
	}
	return target.Origin()
}
