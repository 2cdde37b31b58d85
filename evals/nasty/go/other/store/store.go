// Package store has the name of another package of this module.
package store

import "context"

type Item struct{ ID string }

// Saver has the same name and the same words as the one in shapes.
type Saver interface{ Save(ctx context.Context, item Item) error }

type Disk struct{}

func (*Disk) Save(ctx context.Context, item Item) error { return nil }
