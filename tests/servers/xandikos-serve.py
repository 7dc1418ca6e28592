"""Xandikos for several users behind HTTP Basic, which it does not have itself.

xandikos-serve.py FOLDER PORT NAME:PASSWORD...   Each user owns /NAME/ and gets 403 elsewhere.
"""
import base64
import hmac
import sys

from aiohttp import web
from xandikos.web import WELLKNOWN_DAV_PATHS, XandikosApp, XandikosBackend

folder, port = sys.argv[1], int(sys.argv[2])
passwords = dict(argument.split(":", 1) for argument in sys.argv[3:])
backend = XandikosBackend(folder)
apps = {}
for name in passwords:
    backend._mark_as_principal(f"/{name}/")
    if backend.get_resource(f"/{name}/") is None:
        backend.create_principal(f"/{name}/", create_defaults=True)
    apps[name] = XandikosApp(backend, current_user_principal=f"/{name}/")


def user_of(request):
    kind, _, value = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        name, _, password = base64.b64decode(value).decode("utf-8").partition(":")
    except ValueError:
        return None
    expected = passwords.get(name)
    known = expected is not None and hmac.compare_digest(expected.encode(), password.encode())
    return name if known else None


async def serve(request):
    name = user_of(request)
    if name is None:
        return web.Response(status=401, headers={"WWW-Authenticate": 'Basic realm="xandikos", charset="UTF-8"'})
    if request.path != "/" and not f"{request.path}/".startswith(f"/{name}/"):
        return web.Response(status=403, text="Forbidden\n")
    return await apps[name].aiohttp_handler(request, "/")


async def well_known(_request):
    raise web.HTTPMovedPermanently("/")


app = web.Application(client_max_size=64 * 1024 * 1024)
for path in WELLKNOWN_DAV_PATHS:
    app.router.add_route("*", path, well_known)
app.router.add_route("*", "/{path_info:.*}", serve)
web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)
