package main

// The document that gotruth prints.

type Module struct {
	File    string   `json:"file"` // go.mod or go.work
	Dir     string   `json:"dir"`
	Path    string   `json:"path,omitempty"`
	Go      string   `json:"go,omitempty"`
	Require int      `json:"require,omitempty"`
	Use     []string `json:"use,omitempty"`
	Err     string   `json:"error,omitempty"`
}

type File struct {
	Path       string `json:"path"`
	Scored     bool   `json:"scored"`
	Why        string `json:"why,omitempty"` // why not scored
	Package    string `json:"package,omitempty"`
	Test       bool   `json:"test,omitempty"`
	Generated  bool   `json:"generated,omitempty"`
	Constraint string `json:"constraint,omitempty"` // //go:build or joined // +build
	NameOS     string `json:"name_goos,omitempty"`
	NameArch   string `json:"name_goarch,omitempty"`
	DefaultOff bool   `json:"default_off,omitempty"` // not built for linux/amd64, no tags, cgo off
	Cgo        bool   `json:"cgo,omitempty"`
	LineDir    bool   `json:"line_directive,omitempty"`
	ParseError string `json:"parse_error,omitempty"`
	Lines      int    `json:"lines,omitempty"`
}

type Package struct {
	Dir        string   `json:"dir"`
	Name       string   `json:"name"`
	ImportPath string   `json:"import_path,omitempty"`
	Module     string   `json:"module,omitempty"` // dir of the nearest go.mod
	IsMain     bool     `json:"is_main,omitempty"`
	XTest      bool     `json:"external_test,omitempty"`
	Files      []string `json:"files"`
	TestFiles  []string `json:"test_files,omitempty"`
	Generated  int      `json:"generated_files,omitempty"`
}

type Method struct {
	Name     string `json:"name"`
	Params   int    `json:"params"`
	Results  int    `json:"results"`
	Variadic bool   `json:"variadic,omitempty"`
	Line     int    `json:"line"`
}

type Pos struct {
	File string `json:"file"`
	Line int    `json:"line"`
}

type Iface struct {
	Pos
	End        int      `json:"end_line"`
	Name       string   `json:"name"`
	Dir        string   `json:"package_dir"`
	Exported   bool     `json:"exported"`
	Generated  bool     `json:"generated,omitempty"`
	Test       bool     `json:"test,omitempty"`
	Methods    []Method `json:"methods"`
	Embeds     []string `json:"embeds,omitempty"`
	TypeSet    []string `json:"type_set,omitempty"` // union / ~T terms
	TypeParams int      `json:"type_params,omitempty"`
	Alias      bool     `json:"alias,omitempty"`
	Grouped    bool     `json:"grouped,omitempty"`
	InFunc     string   `json:"in_func,omitempty"`
}

type Struct struct {
	Pos
	End        int    `json:"end_line"`
	Name       string `json:"name"`
	Dir        string `json:"package_dir"`
	Exported   bool   `json:"exported"`
	Generated  bool   `json:"generated,omitempty"`
	Test       bool   `json:"test,omitempty"`
	Fields     int    `json:"fields"`
	Embedded   int    `json:"embedded,omitempty"`
	TypeParams int    `json:"type_params,omitempty"`
	Alias      bool   `json:"alias,omitempty"`
	Grouped    bool   `json:"grouped,omitempty"`
	InFunc     string `json:"in_func,omitempty"`
}

type OtherType struct {
	Pos
	Name       string `json:"name"`
	Dir        string `json:"package_dir"`
	Exported   bool   `json:"exported"`
	Kind       string `json:"kind"` // alias, func, map, slice, array, chan, pointer, named
	Of         string `json:"of"`
	Underlying string `json:"underlying,omitempty"` // from go/types where known
	Generated  bool   `json:"generated,omitempty"`
	Test       bool   `json:"test,omitempty"`
	TypeParams int    `json:"type_params,omitempty"`
	InFunc     string `json:"in_func,omitempty"`
}

type Func struct {
	Pos
	End        int    `json:"end_line"`
	Name       string `json:"name"`
	Recv       string `json:"receiver,omitempty"`
	Ptr        bool   `json:"pointer,omitempty"`
	Dir        string `json:"package_dir"`
	Exported   bool   `json:"exported"`
	Generated  bool   `json:"generated,omitempty"`
	Test       bool   `json:"test,omitempty"`
	TypeParams int    `json:"type_params,omitempty"`
	NoBody     bool   `json:"no_body,omitempty"`
	Params     int    `json:"params"`
	Results    int    `json:"results"`
}

type Test struct {
	Pos
	Name       string `json:"name"`
	Kind       string `json:"kind"` // test benchmark fuzz example main
	Dir        string `json:"package_dir"`
	XTest      bool   `json:"external_test,omitempty"`
	Constraint string `json:"constraint,omitempty"`
	DefaultOff bool   `json:"default_off,omitempty"`
	Runnable   *bool  `json:"runnable,omitempty"` // examples: has an Output comment
	TRuns      int    `json:"t_run_calls,omitempty"`
	Parallel   bool   `json:"parallel,omitempty"`
}

type NotTest struct {
	Pos
	Name string `json:"name"`
	Why  string `json:"why"`
}

type Import struct {
	File  string `json:"file"`
	Line  int    `json:"line"`
	Path  string `json:"path"`
	Alias string `json:"alias,omitempty"`
	Class string `json:"class"` // std, intra, external, cgo
	Test  bool   `json:"test,omitempty"`
}

type AnonIface struct {
	Pos
	Methods int `json:"methods"`
}

type Doc struct {
	Tool       string             `json:"tool"`
	Go         string             `json:"go"`
	Repo       string             `json:"repo"`
	Commit     string             `json:"commit,omitempty"`
	Seconds    map[string]float64 `json:"seconds"`
	Modules    []Module           `json:"modules"`
	Files      []*File            `json:"files"`
	Packages   []*Package         `json:"packages"`
	Interfaces []*Iface           `json:"interfaces"`
	AnonIfaces []AnonIface        `json:"anonymous_interfaces"`
	Structs    []*Struct          `json:"structs"`
	Types      []*OtherType       `json:"other_types"`
	Functions  []*Func            `json:"functions"`
	Tests      []*Test            `json:"tests"`
	NotTests   []NotTest          `json:"not_tests"`
	Suites     []NotTest          `json:"suite_methods"`
	Imports    []Import           `json:"imports"`
	Asserts    []*Assert          `json:"asserted_implements"`
	Implements []*Impl            `json:"implements"`
	NearMiss   []*Impl            `json:"implements_near_misses"`
	Undecided  []*Impl            `json:"implements_undecided"`
	DecT       []string           `json:"implements_decidable_types"`
	DecI       []string           `json:"implements_decidable_interfaces"`
	TypeStats  map[string]int     `json:"type_check"`
}
