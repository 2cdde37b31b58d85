package names

type OnlyArm struct{}
