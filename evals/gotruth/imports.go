package main

// Where imported code lives.

import (
	"strings"
)

var dirOf = map[string]string{} // import path -> dir, packages of this repo

func class(p string) string {
	switch {
	case p == "C":
		return "cgo"
	case dirOf[p] != "":
		return "intra"
	}
	for _, m := range out.Modules {
		if m.Path != "" && m.Path != "std" && (p == m.Path || strings.HasPrefix(p, m.Path+"/")) {
			return "intra" // inside a module of this repo though no such package was found
		}
	}
	first, _, _ := strings.Cut(p, "/")
	if !strings.Contains(first, ".") {
		return "std"
	}
	return "external"
}
