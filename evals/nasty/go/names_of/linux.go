package names

type AnySystem struct{}
