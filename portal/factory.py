"""Builds the app: the one list of features, in storey order, and what they tell about themselves."""

import hashlib
from collections.abc import MutableMapping
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from flask import Flask, Request, request
from flask.sessions import SecureCookieSessionInterface
from flask.templating import Environment
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from werkzeug.exceptions import SecurityError
from werkzeug.routing import MapAdapter

import config
from portal.core import access, assets, catalogue, errors, headers, jobs, locale, logs, navigation, presentation, search, turned_away
from portal.core.db import begin_read, begin_write, db, prepare_engine
from portal.core.register import registers

FEATURES = ("country", "audit", "notifications", "identity", "elections", "library", "directory", "violations", "reports", "home", "operations")
ROOMS = ("models", "jobs", "vocabulary", "subjects", "commands", "views")


class Templates(Environment):
    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """A plain dict: every macro that a page imports compares the names, and Jinja's chain of dicts made that a tenth
        of a page's cost. Whatever templates may ask for is registered before the first of them is loaded."""
        return {**self.globals, **(d or {})}


class Cookies(SecureCookieSessionInterface):
    digest_method = staticmethod(hashlib.sha256)


class Portal(Flask):
    jinja_environment = Templates
    session_interface = Cookies()

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """Before anything is asked of the address: Flask's own list of hosts knows no IPv6 address."""
        if request is not None:
            headers.refuse_other_hosts(request.environ, self.config["HOSTS"])
        return super().create_url_adapter(request)


def create_app(settings: dict[str, Any] | None = None) -> Flask:
    """`settings` go over those of the environment (tests)."""
    app = Portal(__name__, static_folder="static", template_folder="templates")
    app.config.update(config.read() if settings is None else settings)
    app.extensions["make"] = create_app
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    logs.register(app)
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    Migrate(app, db, directory=str(app.config["MIGRATIONS"]), render_as_batch=True)
    CSRFProtect(app)
    for part in (locale, catalogue, headers, jobs, errors, assets, presentation, navigation, turned_away):
        part.register(app)
    _furnish(app)
    search.use_spelling(import_module("portal.country.queries").spelling_groups())
    access.gather_open_views(app)
    undeclared = access.undeclared_views(app)
    if undeclared:
        raise RuntimeError(f"views without a policy: {', '.join(undeclared)}")
    _choose_transactions(app)
    _guard_demo(app)
    return app


def _furnish(app: Flask) -> None:
    """Imports each feature's rooms and takes what they offer."""
    for feature in FEATURES:
        for room in ROOMS:
            module = _room(feature, room)
            if module is not None:
                _take(app, module)


def _room(feature: str, room: str) -> ModuleType | None:
    name = f"portal.{feature}.{room}"
    return import_module(name) if find_spec(name) else None


def _take(app: Flask, module: ModuleType) -> None:
    """`views` are packages or modules with `blueprints`; `subjects` tell titles and addresses, and
    offer checks and the writing of the search index; `register` hooks in."""
    for blueprint in getattr(module, "blueprints", ()):
        app.register_blueprint(blueprint)
    for group in getattr(module, "clis", (module.cli,) if hasattr(module, "cli") else ()):
        app.cli.add_command(group)
    registers.notices.update(getattr(module, "NOTICES", {}))
    registers.jobs.update(getattr(module, "JOBS", {}))
    registers.actions.update(getattr(module, "ACTIONS", {}))
    registers.areas.update(getattr(module, "AREAS", {}))
    feature = module.__name__.split(".")[1]
    registers.retentions.update({f"{feature}.{name}": rule for name, rule in getattr(module, "RETENTIONS", {}).items()})
    registers.facts.update({(feature, fact): name for fact, name in getattr(module, "FACTS", {}).items()})
    registers.words.update({(feature, fact): words for fact, words in getattr(module, "WORDS", {}).items()})
    registers.subjects.update({subject.kind: subject for subject in getattr(module, "SUBJECTS", ())})
    registers.checks.update(getattr(module, "CHECKS", {}))
    registers.indexing.update(getattr(module, "INDEXING", {}))
    if hasattr(module, "MENU"):
        known = {entry.endpoint for entry in registers.menu}
        registers.menu.extend(entry for entry in module.MENU if entry.endpoint not in known)
    if hasattr(module, "register"):
        module.register(app)


def _choose_transactions(app: Flask) -> None:
    """Requests that write open with BEGIN IMMEDIATE; the others never take the write lock. This is the first step of every
    request: one for another host gets no further."""
    writing = {endpoint for endpoint, view in app.view_functions.items() if getattr(view, "writes", False)}

    def choose() -> None:
        if isinstance(request.routing_exception, SecurityError):
            raise request.routing_exception
        if request.method in ("GET", "HEAD", "OPTIONS") and request.endpoint not in writing:
            begin_read()
        else:
            begin_write()

    app.before_request_funcs.setdefault(None, []).insert(0, choose)


def _guard_demo(app: Flask) -> None:
    """Asked once a process: demo accounts come only with a new database, before anything is served."""

    def guard() -> None:
        if "DEMO_PRESENT" not in app.config:
            app.config["DEMO_PRESENT"] = import_module("portal.identity.queries").demo_accounts_present()
        if app.config["DEMO_PRESENT"]:
            headers.refuse_strangers_of_the_demo()

    app.before_request(guard)
