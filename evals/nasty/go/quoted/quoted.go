package quoted

import (
	"context"

	"example.test/nasty/v2/api"
	_ "example.test/quoted/gone"
)

var _ api.Runner = Fast{}

// Fast implements an interface of another module of this repository.
type Fast struct{}

func (Fast) Run(ctx context.Context) error { return nil }

// slow asks for less than a context, which is another type.
type slow struct{}

func (slow) Run(ctx interface{ Done() <-chan struct{} }) error { return nil }
