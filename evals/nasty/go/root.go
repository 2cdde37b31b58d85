// Package nasty stands in the root folder of its module.
package nasty

type AtRoot interface{ Root() }
