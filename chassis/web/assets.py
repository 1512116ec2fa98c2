"""Static files under an address that carries their digest, so that browsers keep them for a year.

Addresses repeat the repository's paths (`/static/<digest>/chassis/web/static/…`): a script that imports
another by a relative path finds it in the browser and under node alike. A page of an older release, asking
with the older digest during a rolling update, gets the file of today, not kept.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from flask import Blueprint, Response, abort, send_from_directory, url_for

ROOT = Path(__file__).resolve().parents[2]
YEAR = 365 * 24 * 3600


def assets_blueprint(folders: Sequence[str]) -> Blueprint:
    """Serve these folders, named from the root of the code; `asset("…")` in templates gives addresses."""
    version = _digest(folders)
    blueprint = Blueprint("static_files", __name__)

    @blueprint.get("/static/<digest>/<path:name>")
    def send(digest: str, name: str) -> Response:
        folder = next((each for each in folders if name.startswith(f"{each}/")), None)
        if folder is None:
            abort(404)
        response = send_from_directory(ROOT / folder, name.removeprefix(f"{folder}/"))
        if digest == version:
            response.cache_control.no_cache = None
            response.cache_control.public = True
            response.cache_control.immutable = True
            response.cache_control.max_age = YEAR
        return response

    @blueprint.app_template_global("asset")
    def asset(name: str) -> str:
        return url_for("static_files.send", digest=version, name=name)

    return blueprint


def _digest(folders: Sequence[str]) -> str:
    found = hashlib.sha256()
    for folder in folders:
        for file in sorted((ROOT / folder).rglob("*")):
            if file.is_file():
                found.update(str(file.relative_to(ROOT)).encode())
                found.update(file.read_bytes())
    return found.hexdigest()[:12]
