// A comment first.

//go:build (linux && !cgo) || darwin
// +build linux,!cgo darwin

// Package marks has build constraints and generated marks in all forms.
package marks
