package names

import "testing"

func TestOnlyWindows(t *testing.T) {}
