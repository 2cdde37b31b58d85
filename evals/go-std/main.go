// go-std prints the method sets of the exported types of Go's standard library, in the spelling that
// groundplan compares signatures in, for src/analyze/implementations/method_set/std.txt.
//
//	go run ./evals/go-std > src/analyze/implementations/method_set/std.txt
//
// One line per import path, and below it one indented line per type:
//
//	name = target            an alias
//	name i method…           an interface with all methods
//	name t method… .field…   any other type: methods of the pointer to it, exported fields
//
// A method is its name and its types (`Read([]uint8)(int,error)`), or its name and `?` where text does not
// say the type. `$0` is the first type parameter. A digit in front is the depth of what is promoted.
package main

import (
	"bufio"
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"log"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

func main() {
	log.SetFlags(0)
	list, err := exec.Command("go", "list", "std").Output()
	if err != nil {
		log.Fatal(err)
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	fmt.Fprintf(out, "# Method sets of Go's standard library, made by evals/go-std with %s for linux/amd64.\n", runtime.Version())
	source := importer.ForCompiler(token.NewFileSet(), "source", nil)
	for _, path := range strings.Fields(string(list)) {
		if strings.Contains(path, "internal") || strings.HasPrefix(path, "vendor/") || path == "unsafe" || path == "syscall" {
			continue
		}
		pkg, err := source.Import(path)
		if err != nil {
			log.Fatal(err)
		}
		hidden := asked(pkg)
		head := path + "\n"
		for _, name := range pkg.Scope().Names() {
			if one, ok := pkg.Scope().Lookup(name).(*types.TypeName); ok && one.Exported() {
				if line := describe(one, hidden); line != "" {
					fmt.Fprint(out, head, " ", line, "\n")
					head = ""
				}
			}
		}
	}
}

// asked has the unexported methods that interfaces of the package ask for; no others matter elsewhere.
func asked(pkg *types.Package) map[string]bool {
	names := map[string]bool{}
	for _, name := range pkg.Scope().Names() {
		if one, ok := pkg.Scope().Lookup(name).Type().Underlying().(*types.Interface); ok {
			for i := range one.NumMethods() {
				names[one.Method(i).Name()] = true
			}
		}
	}
	return names
}

func describe(name *types.TypeName, hidden map[string]bool) string {
	if name.IsAlias() {
		if target, ok := types.Unalias(name.Type()).(*types.Named); ok && target.Obj().Exported() {
			return name.Name() + " = " + spell(target)
		}
		return ""
	}
	named := name.Type().(*types.Named)
	if asked, ok := named.Underlying().(*types.Interface); ok {
		if !asked.IsMethodSet() {
			return ""
		}
		return name.Name() + " i" + methods(types.NewMethodSet(named), hidden)
	}
	return name.Name() + " t" + methods(types.NewMethodSet(types.NewPointer(named)), hidden) + fields(named)
}

func methods(set *types.MethodSet, hidden map[string]bool) string {
	var b strings.Builder
	for i := range set.Len() {
		one := set.At(i)
		if !one.Obj().Exported() && !hidden[one.Obj().Name()] {
			continue
		}
		b.WriteString(" ")
		if depth := len(one.Index()) - 1; depth > 0 {
			fmt.Fprint(&b, depth)
		}
		if !one.Obj().Exported() {
			b.WriteString(one.Obj().Pkg().Path() + ".")
		}
		// The declaration names the type parameters, the selection has them replaced already.
		text := signature(one.Obj().Type().(*types.Signature))
		if len(one.Index()) > 1 {
			text = signature(one.Type().(*types.Signature))
		}
		if strings.ContainsAny(text, "? ") {
			text = "?"
		}
		b.WriteString(one.Obj().Name() + text)
	}
	return b.String()
}

func fields(named *types.Named) string {
	var b strings.Builder
	if record, ok := named.Underlying().(*types.Struct); ok {
		for i := range record.NumFields() {
			if record.Field(i).Exported() {
				b.WriteString(" ." + record.Field(i).Name())
			}
		}
	}
	return b.String()
}

func signature(s *types.Signature) string {
	return tuple(s.Params(), s.Variadic()) + tuple(s.Results(), false)
}

func tuple(list *types.Tuple, variadic bool) string {
	var parts []string
	for i := range list.Len() {
		text := spell(list.At(i).Type())
		if variadic && i == list.Len()-1 {
			text = "..." + strings.TrimPrefix(text, "[]")
		}
		parts = append(parts, text)
	}
	return "(" + strings.Join(parts, ",") + ")"
}

func spell(t types.Type) string {
	switch x := types.Unalias(t).(type) {
	case *types.Basic:
		return types.Typ[x.Kind()].Name()
	case *types.Named:
		return named(x)
	case *types.Pointer:
		return "*" + spell(x.Elem())
	case *types.Slice:
		return "[]" + spell(x.Elem())
	case *types.Array:
		return fmt.Sprintf("[%d]%s", x.Len(), spell(x.Elem()))
	case *types.Map:
		return "map[" + spell(x.Key()) + "]" + spell(x.Elem())
	case *types.Chan:
		return [...]string{"chan", "send", "recv"}[x.Dir()] + "(" + spell(x.Elem()) + ")"
	case *types.Signature:
		return "func" + signature(x)
	case *types.TypeParam:
		return fmt.Sprintf("$%d", x.Index())
	case *types.Interface:
		if x.Empty() {
			return "any"
		}
	case *types.Struct:
		if x.NumFields() == 0 {
			return "struct{}"
		}
	}
	return "?"
}

func named(x *types.Named) string {
	name := x.Obj().Name()
	if x.Obj().Pkg() != nil {
		name = x.Obj().Pkg().Path() + "." + name
	}
	var arguments []string
	for i := range x.TypeArgs().Len() {
		arguments = append(arguments, spell(x.TypeArgs().At(i)))
	}
	if len(arguments) > 0 {
		name += "[" + strings.Join(arguments, ",") + "]"
	}
	return name
}
