// Package bookstest gives tests the figure and the tables that the program goes by.
package bookstest

import (
	"testing"

	"regimen/internal/anatomy"
	"regimen/internal/books"
	"regimen/internal/clinic"
)

// Shipped are the figure and the tables as they come with the program. One of each serves every test: they must not be
// changed.
func Shipped(t testing.TB) (*anatomy.Atlas, *clinic.Catalogue) {
	t.Helper()
	atlas, catalogue, err := books.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	return atlas, catalogue
}

// Atlas is the figure of Shipped.
func Atlas(t testing.TB) *anatomy.Atlas {
	t.Helper()
	atlas, _ := Shipped(t)
	return atlas
}

// Catalogue are the tables of Shipped.
func Catalogue(t testing.TB) *clinic.Catalogue {
	t.Helper()
	_, catalogue := Shipped(t)
	return catalogue
}
