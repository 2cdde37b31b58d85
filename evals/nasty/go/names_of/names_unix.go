package names

type UnixIsNoSystemInAName struct{}
