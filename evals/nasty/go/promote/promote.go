// Package promote gets methods from what its types embed.
package promote

type Closer interface{ Close() error }

type base struct{}

func (base) Close() error { return nil }

type left struct{ base }

type right struct{ base }

// Both has Close twice at one depth: neither is promoted.
type Both struct {
	left
	right
}

// Shadowed has a field of that name, which hides the method.
type Shadowed struct {
	base
	Close int
}

// Deep gets it through two levels and a pointer.
type Deep struct{ *left }

// FromInterface gets it from the interface that it embeds.
type FromInterface struct{ Closer }

type Generic[T any] struct{ value T }

func (g *Generic[T]) Close() error { return nil }

// FromGeneric gets it from an instance.
type FromGeneric struct{ *Generic[int] }

// Named has the fields of base and none of its methods.
type Named base

// Wider asks for more than one method.
type Wider interface {
	Closer
	Flush()
}

type overriding struct{ base }

func (overriding) Close(force bool) error { return nil }
func (overriding) Flush()                 {}
