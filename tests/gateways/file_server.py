"""A server of files on this machine that behaves well, or badly in a named way."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class FileServer:
    """`files`: path to content. `manner[path]`: a list of ways to answer the next requests; then well. `asked`: what came."""

    def __init__(self):
        self.files, self.manner, self.asked = {}, {}, []
        mock = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                mock.asked.append((self.path, self.headers.get("Range", "")))
                waiting = mock.manner.get(self.path, [])
                way = waiting.pop(0) if waiting else well
                way(self, mock.files.get(self.path))
                self.close_connection = True

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def send(handler, status, body=b"", **headers):
    handler.send_response(status)
    told = {
        "Content-Type": "text/csv",
        "Content-Length": str(len(body)),
        "ETag": '"one"',
        "Connection": "close",
    }
    for name, value in (told | {name.replace("_", "-"): value for name, value in headers.items()}).items():
        if value is not None:
            handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def well(handler, content, tag='"one"'):
    if content is None:
        send(handler, 404, b"no")
        return
    asked = handler.headers.get("Range", "")
    if asked and handler.headers.get("If-Range") == tag:
        start = int(asked.removeprefix("bytes=").removesuffix("-"))
        if start >= len(content):
            send(handler, 416, b"", Content_Range=f"bytes */{len(content)}")
            return
        told = f"bytes {start}-{len(content) - 1}/{len(content)}"
        send(handler, 206, content[start:], Content_Range=told, ETag=tag)
        return
    send(handler, 200, content, ETag=tag)


def changed(handler, content):
    """The file is another version since."""
    well(handler, content, tag='"two"')


def cut(handler, content):
    """The line breaks in the middle of what was asked for."""
    half = content[: len(content) // 2]
    handler.send_response(200)
    for name, value in (
        ("Content-Type", "text/csv"),
        ("Content-Length", str(len(content))),
        ("ETag", '"one"'),
    ):
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(half)
    handler.wfile.flush()
    handler.connection.close()


def no_ranges(handler, content):
    send(handler, 200, content, ETag=None)


def wrong_range(handler, content):
    send(handler, 206, content[1:], Content_Range=f"bytes 1-{len(content) - 1}/{len(content)}")


def page(handler, content):
    send(handler, 200, b"<!DOCTYPE html><title>Sign in</title>", Content_Type="text/html; charset=utf-8")


def hidden_page(handler, content):
    send(handler, 200, b"\xef\xbb\xbf <!DOCTYPE html><title>Sign in</title>")


def busy(handler, content):
    send(handler, 503, b"", Retry_After="0")


def broken(handler, content):
    send(handler, 500)


def silent(handler, content):
    handler.connection.close()
