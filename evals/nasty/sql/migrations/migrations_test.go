package migrations

import "testing"

func TestUp(t *testing.T) {}
