package marks

//go:build never

const template = `
//go:build inside_a_string

package p
`
