package quoted

import (
	"example.test/nasty/v2/api"
	_ "example.test/quoted/gone"
)

var _ api.Runner = Fast{}

type Fast struct{}

func (Fast) Run(ctx interface{ Done() <-chan struct{} }) error { return nil }
