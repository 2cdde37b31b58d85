// +build one two
// +build !three

package marks
