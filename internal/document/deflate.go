package document

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"regexp"
	"strconv"
)

var (
	errNotWhole = errors.New("the paper could not be made: a part of the file is not whole")
	lengthOf    = regexp.MustCompile(`/Length (\d+)`)
	startOf     = regexp.MustCompile(`(?m)^(\d{10}) 00000 n `)
)

// packing is the level of compression: the higher ones take twice the time and save three parts of a hundred.
const packing = 4

// deflated is a PDF of gofpdf, written without compression, with its streams compressed. gofpdf's own way is the
// quickest there is, which makes a figure a quarter larger.
func deflated(pdf []byte) ([]byte, error) {
	table := bytes.LastIndex(pdf, []byte("\nxref\n"))
	if table < 0 {
		return nil, errNotWhole
	}
	table++
	var out, packed bytes.Buffer
	squeeze, err := zlib.NewWriterLevel(&packed, packing)
	if err != nil {
		return nil, err
	}
	type shift struct{ from, by int }
	var shifts []shift
	at := 0
	for {
		const open = ">>\nstream\n"
		i := bytes.Index(pdf[at:table], []byte(open))
		if i < 0 {
			break
		}
		head, from := pdf[at:at+i], at+i+len(open)
		dict := head[max(0, bytes.LastIndex(head, []byte(" obj\n"))):]
		number := lengthOf.FindSubmatchIndex(dict)
		if number == nil {
			return nil, errNotWhole
		}
		n, err := strconv.Atoi(string(dict[number[2]:number[3]]))
		if err != nil || from+n > table {
			return nil, errNotWhole
		}
		if bytes.Contains(dict, []byte("/Filter")) {
			out.Write(pdf[at : from+n])
		} else {
			packed.Reset()
			squeeze.Reset(&packed)
			if _, err := squeeze.Write(pdf[from : from+n]); err != nil {
				return nil, err
			}
			if err := squeeze.Close(); err != nil {
				return nil, err
			}
			out.Write(head[:len(head)-len(dict)+number[0]])
			fmt.Fprintf(&out, "/Filter /FlateDecode /Length %d", packed.Len())
			out.Write(dict[number[1]:])
			out.WriteString(open)
			out.Write(packed.Bytes())
		}
		at = from + n
		shifts = append(shifts, shift{at, out.Len() - at})
	}
	out.Write(pdf[at:table])
	// the table tells where each part begins
	moved := func(old int) int {
		by := 0
		for _, s := range shifts {
			if s.from <= old {
				by = s.by
			}
		}
		return old + by
	}
	start := out.Len()
	rest := startOf.ReplaceAllFunc(pdf[table:], func(entry []byte) []byte {
		old, err := strconv.Atoi(string(entry[:10]))
		if err != nil {
			return entry
		}
		return fmt.Appendf(nil, "%010d 00000 n ", moved(old))
	})
	rest = bytes.Replace(rest, fmt.Appendf(nil, "startxref\n%d\n", table), fmt.Appendf(nil, "startxref\n%d\n", start), 1)
	out.Write(rest)
	return out.Bytes(), nil
}
