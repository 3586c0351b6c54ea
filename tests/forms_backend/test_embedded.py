"""The embedded server behind a web server: whose address the limits count by."""

import http.client
import socket
import threading
from contextlib import suppress
from dataclasses import replace

import pytest
import waitress
from flask import request

from forms_backend import create_app, embedded


@pytest.mark.parametrize(("proxies", "expected"), [(0, "127.0.0.1"), (1, "203.0.113.7")])
def test_the_limits_count_by_the_address_that_the_trusted_proxy_names(settings, directory, proxies, expected):
    settings = replace(settings, trusted_proxies=proxies)
    app = create_app(settings, directory)
    app.add_url_rule("/whoami", view_func=lambda: request.remote_addr)
    listener = socket.create_server(("127.0.0.1", 0))
    server = waitress.create_server(app, sockets=[listener], threads=1, ident=None, **embedded.proxy_options(settings))
    threading.Thread(target=_serve, args=(server,), daemon=True).start()
    try:
        asked = http.client.HTTPConnection("127.0.0.1", listener.getsockname()[1], timeout=10)
        asked.request("GET", "/whoami", headers={"X-Forwarded-For": "198.51.100.9, 203.0.113.7"})
        assert asked.getresponse().read().decode() == expected
        asked.close()
    finally:
        server.close()
        server.task_dispatcher.shutdown()
        app.extensions["database"].engine.dispose()


def _serve(server):
    with suppress(OSError):  # the only way to stop it is to close its socket
        server.run()
