"""Servers whose TLS must not be trusted: they record what a client tells them before it notices."""

import socket
import ssl
import subprocess
import threading


def openssl(*argv):
    done = subprocess.run(["openssl", *argv], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"openssl {argv[0]}: {done.stderr.strip()}")


class Certificates:
    """Leaf certificates in a folder, signed by the rig's CA or not, good or bad."""

    def __init__(self, folder, ca, ca_key):
        self.folder, self.ca, self.ca_key = folder, ca, ca_key
        self.key = f"{folder}/bad.key"
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", self.key)

    def own(self, name, san="DNS:localhost"):
        """Signed by itself."""
        cert = f"{self.folder}/{name}.pem"
        openssl("req", "-x509", "-new", "-key", self.key, "-subj", "/CN=localhost", "-days", "2",
                "-addext", f"subjectAltName={san}", "-out", cert)
        return cert

    def signed(self, name, san="DNS:localhost", dates=None, ca=None, subject="/CN=localhost"):
        """Signed by the CA; dates: (from, to) as YYYYMMDDHHMMSSZ."""
        path = f"{self.folder}/{name}"
        openssl("req", "-new", "-key", self.key, "-subj", subject, "-out", f"{path}.csr")
        with open(f"{path}.cnf", "w", encoding="ascii") as file:
            file.write("[ca]\ndefault_ca=c\n[c]\nnew_certs_dir=%s\ndatabase=%s.db\nserial=%s.srl\n"
                       "default_md=sha256\npolicy=p\nunique_subject=no\n[p]\ncommonName=optional\n"
                       "[v]\n%s\n" % (self.folder, path, path,
                                      f"subjectAltName={san}" if san else "basicConstraints=CA:FALSE"))
        with open(f"{path}.db", "w", encoding="ascii"):
            pass
        span = ["-startdate", dates[0], "-enddate", dates[1]] if dates else ["-days", "2"]
        ca, key = ca or (self.ca, self.ca_key)
        openssl("ca", "-batch", "-notext", "-config", f"{path}.cnf", "-extensions", "v",
                "-create_serial", "-cert", ca, "-keyfile", key, "-in", f"{path}.csr",
                "-out", f"{path}.pem", *span)
        return f"{path}.pem"

    def other_ca(self):
        cert, key = f"{self.folder}/other.pem", f"{self.folder}/other.key"
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                "-keyout", key, "-subj", "/CN=Other CA", "-days", "2", "-out", cert)
        return cert, key


class Server:
    """Takes one client at a time on localhost; script: what is said in clear before TLS."""

    def __init__(self, cert, key, script=(), version=None, address="127.0.0.1"):
        self.heard, self.script, self.visits = b"", script, 0
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if version:
            self.context.minimum_version = ssl.TLSVersion.TLSv1
            self.context.maximum_version = version
            self.context.set_ciphers("ALL:@SECLEVEL=0")
        self.context.load_cert_chain(cert, key)
        self.socket = socket.create_server((address, 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self._run, daemon=True).start()

    def close(self):
        self.socket.close()

    def _run(self):
        while True:
            try:
                client, _ = self.socket.accept()
            except OSError:
                return
            self.visits += 1
            client.settimeout(5)
            try:
                self._serve(client)
            except OSError:
                pass
            client.close()

    def _serve(self, client):
        for say, wait in self.script:
            client.sendall(say)
            if wait and wait not in self._hear(client):
                return
        with self.context.wrap_socket(client, server_side=True) as secure:
            secure.sendall(b"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] welcome\r\n")
            while True:
                line = self._hear(secure)
                if not line:
                    return
                tag = line.split()[0] if line.split() else b"*"
                secure.sendall(b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n" + tag + b" OK done\r\n")

    def _hear(self, client):
        data = client.recv(4096)
        self.heard += data
        return data
