// Package geometry has another name than its folder.
package geometry

import (
	"context"
	stdio "io"
	`strings`

	"example.test/nasty/v2/api"
	"example.test/nasty/v2/other/store"
)

// Literal holds interfaces that have no name.
var Literal interface{ Lit() } = nil

var table = map[string]interface {
	Lit2()
}{}

type Item struct{ ID string }

// Saver asks for this package's Item; store.Saver for its own of the same name.
type Saver interface{ Save(ctx context.Context, item Item) error }

type good struct{}

func (good) Save(context.Context, Item) error { return nil }

// sameWords fits Saver by names, by arity and by the words of its signature, but for another Item.
type sameWords struct{}

func (sameWords) Save(context.Context, store.Item) error { return nil }

// ItemAlias is Item, so that throughAlias fits Saver.
type ItemAlias = Item

type throughAlias struct{}

func (*throughAlias) Save(ctx context.Context, item ItemAlias) error { return nil }

// renamed is good under a second name: a method of one is a method of the other.
type renamed = good

func (renamed) Second() {}

type Seconder interface{ Second() }

// IntRepo is a generic interface of another package, instantiated.
type IntRepo interface{ api.Repo[int, string] }

type memory struct{}

func (memory) Get(string) (int, error) { return 0, nil }
func (memory) Put(string, int) error   { return nil }

// wrongArguments has the right names for the wrong instance.
type wrongArguments struct{}

func (wrongArguments) Get(int) (string, error) { return "", nil }
func (wrongArguments) Put(int, string) error   { return nil }

// Flat embeds interfaces that embed interfaces, of this and other packages.
type Flat interface {
	api.ReadWriter
	stdio.WriterTo
}

// Channels and functions in signatures.
type Piper interface {
	Pipe(in <-chan []byte, done chan<- struct{}, each func(int, ...string) (bool, error)) map[string][]*Item
}

type pipe struct{}

func (pipe) Pipe(<-chan []byte, chan<- struct{}, func(int, ...string) (bool, error)) map[string][]*Item {
	return nil
}

// wrongWay turns a channel round.
type wrongWay struct{}

func (wrongWay) Pipe(chan []byte, chan<- struct{}, func(int, ...string) (bool, error)) map[string][]*Item {
	return nil
}

// Old and new spelling of the empty interface, of bytes and runes.
type Spelling interface{ Spell(any, byte, rune) }

type spelled struct{}

func (spelled) Spell(interface{}, uint8, int32) {}

type (
	Pointer  *Item
	Matrix   [3][3]float64
	Callback func(strings.Builder) error
	Set[K comparable] map[K]struct{}
	Stream   = chan Item
	Inline   = struct{ a, b int }
)

func init() {
	type (
		first  struct{}
		second interface{ Two() }
	)
}
