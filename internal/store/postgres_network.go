package store

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"os"
	"slices"
	"strings"
	"time"

	"regimen/internal/clinic"

	"github.com/jackc/pgx/v5"
)

// Network is how a server stands to the computers of the clinic's network.
type Network struct {
	// File is the server's list of who may come from where, and Lines is what has to be in it. Written
	// reports whether it is; otherwise whoever may write the file has to add the lines.
	File    string
	Lines   string
	Written bool
	// Restart reports whether the server listens to the network only once it was started again.
	Restart bool
	// Encrypted reports whether the server offers encryption, without which nobody comes in.
	Encrypted   bool
	Certificate string // the file of the server's certificate, on the server
}

// networkMark tells the line that AllowNetwork wrote from those of others.
func (v *Server) networkMark() string {
	return "# Regimen: the clinic's computers may reach the database " + v.Name() + " from its own network, encrypted."
}

// AllowNetwork lets the machines in from the networks that the server itself is in, with their passwords and
// over encrypted connections only. It can be run again; what is there is left as it is.
func (v *Server) AllowNetwork(ctx context.Context) (n Network, err error) {
	defer func() { err = explain(err) }()
	c, err := v.connect(ctx, v.Name())
	if err != nil {
		return n, err
	}
	defer c.Close(ctx)
	if n.File, err = show(ctx, c, "hba_file"); err != nil {
		return n, err
	}
	n.Lines = v.networkMark() + "\nhostssl " + v.Name() + " +" + v.machines() + " samenet scram-sha-256\n"
	// The file of another computer is not ours, whatever has the same name here.
	if v.isLocal() {
		n.Written = addLines(n.File, v.networkMark(), n.Lines) == nil
	}
	listens, err := show(ctx, c, "listen_addresses")
	if err != nil {
		return n, err
	}
	// An address that somebody chose is left as it is.
	if listensInside(listens) {
		if _, err := c.Exec(ctx, "ALTER SYSTEM SET listen_addresses = '*'"); err != nil {
			return n, err
		}
		n.Restart = true
	}
	if _, err := c.Exec(ctx, "SELECT pg_reload_conf()"); err != nil {
		return n, err
	}
	ssl, err := show(ctx, c, "ssl")
	if err != nil {
		return n, err
	}
	n.Encrypted = ssl == "on"
	n.Certificate, err = showFile(ctx, c, "ssl_cert_file")
	return n, err
}

// showFile is a setting that names a file, with its whole path.
func showFile(ctx context.Context, c *pgx.Conn, setting string) (file string, err error) {
	err = c.QueryRow(ctx, `SELECT CASE WHEN f = '' OR f ~ '^(/|[A-Za-z]:)' THEN f ELSE current_setting('data_directory') || '/' || f END
		FROM current_setting($1) f`, setting).Scan(&file)
	return file, err
}

func show(ctx context.Context, c *pgx.Conn, setting string) (value string, err error) {
	err = c.QueryRow(ctx, "SELECT current_setting($1)", setting).Scan(&value)
	return value, err
}

func (v *Server) isLocal() bool { return isLoopback(v.conf.Host) }

// listensInside reports whether a server listens on no address that another computer reaches.
func listensInside(addresses string) bool {
	for _, a := range strings.Split(addresses, ",") {
		if a = strings.TrimSpace(a); a != "" && !isLoopback(a) {
			return false
		}
	}
	return true
}

// addLines puts lines at the end of a file that is there, unless the mark is in it already.
func addLines(file, mark, lines string) error {
	text, err := os.ReadFile(file)
	if err != nil || strings.Contains(string(text), mark) {
		return err
	}
	if len(text) > 0 && text[len(text)-1] != '\n' {
		lines = "\n" + lines
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString(lines)
	return errors.Join(err, f.Sync(), f.Close())
}

// Certificate is what a machine needs to know the server again.
type Certificate struct {
	File string // of the server, on the server
	// PEM is to be kept as a file on the machine; "" where the machine's operating system knows the
	// authority already.
	PEM     string
	Names   []string // what the server may be called
	Covers  bool     // the name that was asked for is one of them
	Expires time.Time
}

// Certificate reads the server's certificate, for machines that call the server by a name.
func (v *Server) Certificate(ctx context.Context, host string) (_ Certificate, err error) {
	defer func() { err = explain(err) }()
	c, err := v.connect(ctx, v.Name())
	if err != nil {
		return Certificate{}, err
	}
	defer c.Close(ctx)
	switch ssl, err := show(ctx, c, "ssl"); {
	case err != nil:
		return Certificate{}, err
	case ssl != "on":
		return Certificate{}, &refusal{clinic.Say("The server offers no encrypted connection, so that other computers cannot come in safely. Turn on TLS on the server (ssl = on) and give it a certificate."), ErrNotTrusted, nil}
	}
	read := func(setting string) (file, text string, err error) {
		if file, err = showFile(ctx, c, setting); err != nil || file == "" {
			return file, "", err
		}
		err = c.QueryRow(ctx, "SELECT pg_read_file($1)", file).Scan(&text)
		return file, text, err
	}
	file, text, err := read("ssl_cert_file")
	if err != nil {
		return Certificate{}, err
	}
	chain := certificates(text)
	if len(chain) == 0 {
		return Certificate{}, &refusal{clinic.Say("The certificate of the server cannot be read. Look at the file that ssl_cert_file names on the server."), ErrNotTrusted, nil}
	}
	out := Certificate{File: file, Names: slices.Clone(chain[0].DNSNames), Covers: chain[0].VerifyHostname(host) == nil, Expires: chain[0].NotAfter}
	for _, ip := range chain[0].IPAddresses {
		out.Names = append(out.Names, ip.String())
	}
	// ssl_ca_file is meant for the certificates of clients, but often is the authority of the server's, too.
	if _, authority, err := read("ssl_ca_file"); err == nil && trusts(certificates(authority), chain) {
		out.PEM = asPEM(certificates(authority))
	} else if last := chain[len(chain)-1]; bytes.Equal(last.RawIssuer, last.RawSubject) && trusts([]*x509.Certificate{last}, chain) {
		out.PEM = asPEM([]*x509.Certificate{last})
	}
	return out, nil
}

func certificates(text string) (all []*x509.Certificate) {
	for rest := []byte(text); ; {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			return all
		}
		if c, err := x509.ParseCertificate(block.Bytes); err == nil {
			all = append(all, c)
		}
	}
}

// asPEM writes certificates and nothing else that may have stood in the file they are from, such as a key.
func asPEM(all []*x509.Certificate) string {
	var out strings.Builder
	for _, c := range all {
		out.Write(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw}))
	}
	return out.String()
}

// trusts reports whether whoever trusts the roots trusts a server that shows the chain.
func trusts(roots, chain []*x509.Certificate) bool {
	pools := [2]*x509.CertPool{x509.NewCertPool(), x509.NewCertPool()}
	for i, certs := range [2][]*x509.Certificate{roots, chain[1:]} {
		for _, c := range certs {
			pools[i].AddCert(c)
		}
	}
	_, err := chain[0].Verify(x509.VerifyOptions{Roots: pools[0], Intermediates: pools[1], CurrentTime: chain[0].NotBefore.Add(time.Minute)})
	return len(roots) > 0 && err == nil
}

// LogIn connects once, to see whether the server knows the user and the password of a URL.
func LogIn(ctx context.Context, address string) error {
	conf, err := sharedConfig(address)
	if err != nil {
		return err
	}
	c, err := pgx.ConnectConfig(ctx, conf)
	if err != nil {
		return explain(err)
	}
	return c.Close(ctx)
}

// HasPassword reports whether a password for a URL is known: from the URL itself, the environment (PGPASSWORD)
// or the password file.
func HasPassword(address string) bool {
	conf, err := sharedConfig(address)
	return err == nil && conf.Password != ""
}

// AsksPassword reports whether an error is that of a server that was given a wrong password, or none.
func AsksPassword(err error) bool { return sqlState(err) == "28P01" }

// Line is the connection line of a machine, without its password.
func (v *Server) Line(user, host string) string {
	at := host
	if v.conf.Port != 5432 {
		at = net.JoinHostPort(host, fmt.Sprint(v.conf.Port))
	} else if strings.Contains(host, ":") {
		at = "[" + host + "]"
	}
	mode := "verify-full"
	if isLoopback(host) {
		mode = "disable" // it never leaves the computer
	}
	return "postgres://" + user + "@" + at + "/" + v.Name() + "?sslmode=" + mode
}

// Port is where the server listens.
func (v *Server) Port() int { return int(v.conf.Port) }

// Host is the computer of the server as the administrator's URL names it; "" is this one.
func (v *Server) Host() string {
	if v.isLocal() {
		return ""
	}
	return v.conf.Host
}
