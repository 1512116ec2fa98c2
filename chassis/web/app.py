"""The application factory of the web services: everything a page may count on, in one place."""

from collections.abc import Sequence

from flask import Blueprint, Flask
from flask.blueprints import BlueprintSetupState
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from chassis.web import formats, paging
from chassis.web.assets import assets_blueprint
from chassis.web.errors import LOG_IN_PAGE, handle_errors
from chassis.web.headers import protect
from chassis.web.request_ids import carry_request_ids
from chassis.web.settings import WebSettings
from chassis.web.site import Site

FORM_LIMIT = 64 * 1024
FORM_PARTS = 200


def create_app(
    package: str,
    settings: WebSettings,
    site: Site,
    static_folders: Sequence[str],
    *,
    body_limit: int = FORM_LIMIT,
) -> tuple[Flask, CSRFProtect]:
    """Build the application of `package`; its blueprints are registered by the caller.

    `body_limit` is the largest request, in bytes; beyond it the answer is 413.
    """
    app = Flask(package, static_folder=None)
    app.config.update(
        SECRET_KEY=settings.cookie_key,
        MAX_CONTENT_LENGTH=body_limit,
        MAX_FORM_MEMORY_SIZE=body_limit,
        MAX_FORM_PARTS=FORM_PARTS,
        WTF_CSRF_TIME_LIMIT=None,
        TEMPLATES_AUTO_RELOAD=False,
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # of the default provider
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    _believe_proxies(app, settings.trusted_proxies)
    carry_request_ids(app)
    protect(app, settings)
    csrf = CSRFProtect(app)
    handle_errors(app)
    app.register_blueprint(assets_blueprint(["chassis/web/static", "chassis/live/static", *static_folders]))
    app.register_blueprint(_layout(site))
    return app, csrf


def _believe_proxies(app: Flask, hops: int) -> None:
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def _layout(site: Site) -> Blueprint:
    layout = Blueprint("dci", __name__, template_folder="templates")

    def furnish(state: BlueprintSetupState) -> None:
        state.app.jinja_env.filters.update(formats.FILTERS)
        state.app.jinja_env.globals.update(site=site, address_with=paging.address_with)
        state.app.extensions[LOG_IN_PAGE] = site.log_in

    layout.record_once(furnish)
    return layout
