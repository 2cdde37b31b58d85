package names

import "testing"

// TestMain with a T is a test.
func TestMain(t *testing.T) {}

func TestUnnamed(*testing.T)          {}
func TestPair(a, b *testing.T)        {}
func TestValue(t testing.T)           {}
func FuzzWrong(t *testing.T)          {}
func BenchmarkNone()                  {}
func ExampleResult() (n int)          { return }
func Test1(t *testing.T)              {}
func Test_(t *testing.T)              {}
func TestVariadic(t ...*testing.T)    {}

type T struct{}

// TestOwn takes a T of another package, which cmd/go does not look up.
func TestOwn(t *T) {}

func TestNested(t *testing.T) {
	func() {
		t.Run("a", func(t *testing.T) { t.Parallel() })
	}()
	_ = `func TestInText(t *testing.T) {}`
	/* func TestInComment(t *testing.T) {} */
}
