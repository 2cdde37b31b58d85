package main

// Which files are looked at, and the modules that they belong to.

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"sort"
	"strings"
)

func listFiles() []string {
	cmd := exec.Command("git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	if b, err := cmd.Output(); err == nil {
		if h, err := exec.Command("git", "-C", root, "rev-parse", "HEAD").Output(); err == nil {
			out.Commit = strings.TrimSpace(string(h))
		}
		seen := map[string]bool{}
		var l []string
		for _, p := range strings.Split(string(b), "\x00") {
			if p == "" || seen[p] {
				continue
			}
			seen[p] = true
			if fi, err := os.Lstat(filepath.Join(root, p)); err == nil && fi.Mode().IsRegular() {
				l = append(l, p)
			}
		}
		sort.Strings(l)
		return l
	}
	var l []string
	die(filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() == ".git" {
			return filepath.SkipDir
		}
		if d.Type().IsRegular() {
			r, _ := filepath.Rel(root, p)
			l = append(l, filepath.ToSlash(r))
		}
		return nil
	}))
	sort.Strings(l)
	return l
}

func skipWhy(p string) string {
	for _, c := range strings.Split(p, "/") {
		switch {
		case c == "vendor", c == "testdata":
			return c
		case strings.HasPrefix(c, "_"), strings.HasPrefix(c, "."):
			return "ignored by cmd/go: " + c
		}
	}
	return ""
}

func readMods(files []string) {
	for _, p := range files {
		b := path.Base(p)
		if (b != "go.mod" && b != "go.work") || skipWhy(p) != "" {
			continue
		}
		m := Module{File: p, Dir: path.Dir(p)}
		sub := "mod"
		if b == "go.work" {
			sub = "work"
		}
		cmd := exec.Command("go", sub, "edit", "-json", filepath.Join(root, p))
		cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off")
		js, err := cmd.Output()
		var v struct {
			Module  struct{ Path string }
			Go      string
			Require []struct{ Path string }
			Use     []struct{ DiskPath string }
		}
		if err == nil {
			err = json.Unmarshal(js, &v)
		}
		if errors.Is(err, exec.ErrNotFound) {
			die(err) // without the go command no import path is known
		}
		if err != nil {
			m.Err = err.Error()
		}
		m.Path, m.Go, m.Require = v.Module.Path, v.Go, len(v.Require)
		for _, u := range v.Use {
			m.Use = append(m.Use, u.DiskPath)
		}
		out.Modules = append(out.Modules, m)
	}
}

func moduleOf(dir string) *Module {
	var best *Module
	for i := range out.Modules {
		m := &out.Modules[i]
		if path.Base(m.File) != "go.mod" {
			continue
		}
		if m.Dir == "." || dir == m.Dir || strings.HasPrefix(dir, m.Dir+"/") {
			if best == nil || len(m.Dir) > len(best.Dir) || best.Dir == "." {
				best = m
			}
		}
	}
	return best
}

func importPath(dir string) string {
	m := moduleOf(dir)
	if m == nil {
		return ""
	}
	rel := dir
	if m.Dir != "." {
		rel = strings.TrimPrefix(strings.TrimPrefix(dir, m.Dir), "/")
	}
	if m.Path == "std" {
		if rel == "." {
			return "std"
		}
		return rel
	}
	if rel == "." || rel == "" {
		return m.Path
	}
	return m.Path + "/" + rel
}
