"""A TCP proxy for tests, between ombudd and a server: honest, or as bad as real networks are."""

import socket
import threading
import time


class Proxy:
    """mode: "honest"; "closed": connections end at once; "cut": the connection ends after some
    bytes of the server's; "silent": nothing is ever said; "drip": a line without an end, slowly.
    A change of mode ends the connections that stand."""

    def __init__(self, port, mode="honest"):
        self.to, self.mode, self.tries = port, mode, 0
        self.open = set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def set_mode(self, mode):
        self.mode = mode
        for sock in list(self.open):
            end(sock)

    def _accept(self):
        while True:
            client, _ = self.listener.accept()
            self.tries += 1
            self.open.add(client)
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        try:
            if self.mode == "silent":
                client.recv(1)
            elif self.mode == "drip":
                client.sendall(b"* OK ")
                while True:
                    client.sendall(b"x")
                    time.sleep(0.2)
            elif self.mode in ("honest", "cut"):
                self._forward(client, 4000 if self.mode == "cut" else None)
        except OSError:
            pass
        self.open.discard(client)
        end(client)

    def _forward(self, client, most):
        server = socket.create_connection(("127.0.0.1", self.to))
        self.open.add(server)
        threading.Thread(target=pump, args=(client, server, None), daemon=True).start()
        pump(server, client, most)
        self.open.discard(server)


def pump(source, target, most):
    """Hands on bytes until one side ends, or most were handed on; then both are ended."""
    try:
        while most is None or most > 0:
            data = source.recv(65536 if most is None else most)
            if not data:
                break
            target.sendall(data)
            if most is not None:
                most -= len(data)
    except OSError:
        pass
    end(source)
    end(target)


def end(sock):
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    sock.close()
