package pgtest

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5"
)

// Certificate is what a server shows to those who connect over TLS.
type Certificate int

// The certificates a client must tell apart.
const (
	Good      Certificate = iota // for localhost and 127.0.0.1, by the authority in CA
	Expired                      // the same, until an hour ago
	Stranger                     // the same, by the authority in StrangerCA
	OtherHost                    // by the authority in CA, for other.example
)

// authority issues certificates.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
	file string // its own certificate, as PEM
}

type authorities struct{ ours, stranger *authority }

func newAuthorities(folder string) (*authorities, error) {
	ours, err := newAuthority(filepath.Join(folder, "ca.crt"), "Regimen test authority")
	if err != nil {
		return nil, err
	}
	stranger, err := newAuthority(filepath.Join(folder, "stranger.crt"), "Somebody else's authority")
	return &authorities{ours, stranger}, err
}

func newAuthority(file, name string) (*authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber: serial(), Subject: pkix.Name{CommonName: name},
		NotBefore: time.Now().Add(-48 * time.Hour), NotAfter: time.Now().Add(48 * time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return nil, err
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	return &authority{cert, key, file}, os.WriteFile(file, pemOf("CERTIFICATE", der), 0o644)
}

func serial() *big.Int { return new(big.Int).SetBytes([]byte(rand.Text()[:12])) }

func pemOf(kind string, der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
}

// issue makes a server's certificate and its key.
func (a *authority) issue(until time.Time, names []string, addresses []net.IP) (cert, key []byte, err error) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	template := &x509.Certificate{
		SerialNumber: serial(), Subject: pkix.Name{CommonName: names[0]}, DNSNames: names, IPAddresses: addresses,
		NotBefore: a.cert.NotBefore, NotAfter: until,
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.cert, &private.PublicKey, a.key)
	if err != nil {
		return nil, nil, err
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(private)
	return pemOf("CERTIFICATE", der), pemOf("PRIVATE KEY", pkcs8), err
}

// CA is the file of the authority whose certificate the server shows unless told otherwise.
func (c *Cluster) CA() string { return c.issuers.ours.file }

// StrangerCA is the file of an authority that did not issue it: whoever trusts only this one must refuse a
// Good server.
func (c *Cluster) StrangerCA() string { return c.issuers.stranger.file }

func (c *Cluster) writeCertificate(which Certificate) error {
	by, until, names, addresses := c.issuers.ours, time.Now().Add(24*time.Hour), []string{"localhost"}, []net.IP{net.IPv4(127, 0, 0, 1)}
	switch which {
	case Good:
	case Expired:
		until = time.Now().Add(-time.Hour)
	case Stranger:
		by = c.issuers.stranger
	case OtherHost:
		names, addresses = []string{"other.example"}, nil
	default:
		return fmt.Errorf("There is no certificate %d.", which)
	}
	cert, key, err := by.issue(until, names, addresses)
	if err != nil {
		return err
	}
	if err := c.writeOwned(filepath.Join(c.data(), "server.crt"), cert); err != nil {
		return err
	}
	return c.writeOwned(filepath.Join(c.data(), "server.key"), key)
}

// Present lets the server show another certificate to whoever connects from now on.
func (c *Cluster) Present(which Certificate) error {
	if err := c.writeCertificate(which); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if _, err := c.pool.Exec(ctx, "SELECT pg_reload_conf()"); err != nil {
		return err
	}
	return c.shows(ctx, filepath.Join(c.data(), "server.crt"))
}

// shows waits until new connections are given the certificate in a file.
func (c *Cluster) shows(ctx context.Context, file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return errors.New("There is no certificate in " + file + ".")
	}
	wanted := string(block.Bytes)
	config, err := pgx.ParseConfig(c.URL(superuser, c.password, "postgres"))
	if err != nil {
		return err
	}
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for {
		shown := ""
		config.TLSConfig = tlsSeeing(&shown)
		conn, err := pgx.ConnectConfig(ctx, config)
		if err == nil {
			_ = conn.Close(ctx)
		}
		if shown == wanted {
			return nil
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			return errors.Join(errors.New("The server still shows another certificate."), err)
		}
	}
}

// tlsSeeing accepts any certificate and tells which it was.
func tlsSeeing(shown *string) *tls.Config {
	return &tls.Config{
		InsecureSkipVerify: true,
		VerifyPeerCertificate: func(raw [][]byte, _ [][]*x509.Certificate) error {
			*shown = string(raw[0])
			return nil
		},
	}
}
