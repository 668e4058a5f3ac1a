"""The one place where everything is wired."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

import app as package
from app.db.engine import make_engine, reading, writing
from app.domain.access.provider import ProviderSetUpError
from app.domain.files import accepted_kinds
from app.domain.messages import msgid
from app.files.store import FolderStore
from app.services.work.documents import Shelf
from app.settings import Settings
from app.web import api, health, pages, problems
from app.web.body_limit import BodyLimit
from app.web.clock import present
from app.web.heads import Heads
from app.web.provider import Provider
from app.web.same_origin import SameOrigin
from app.web.security import SecurityHeaders
from app.web.static_files import Immutable
from app.web.templating import STATIC_DIR, Templates

DESCRIPTION = """\
Reads a resolution as a portfolio: programmes, projects, milestones and indicators, each standing on the words of a
clause. Collections answer `{items, next, previous, total}` with `Link`; an unknown or unusable query parameter is
refused with 400; refusals are `application/problem+json` (RFC 9457) in the language of `Accept-Language` (vi, en).
"""


def create_app(settings: Settings | None = None, now: Callable[[], datetime] = present) -> FastAPI:
    """Return the application; `now` tells the time."""
    settings = settings or Settings()
    engine = make_engine(settings.database_url)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        engine.dispose()

    app = FastAPI(
        title="Triển Khai",
        version=package.__version__,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.engine = engine
    app.state.reading = reading(engine)
    app.state.past = lambda moment: reading(engine, moment)()
    app.state.writing = writing(engine)
    app.state.clock = now
    app.state.settings = settings
    app.state.templates = Templates()
    app.state.provider = _provider_of(settings)
    app.state.shelf = Shelf(FolderStore(settings.files_dir), settings.file_limit, accepted_kinds(settings.file_kinds))
    problems.install(app)
    app.include_router(api.router)
    app.include_router(health.router)
    app.include_router(pages.router)
    app.mount("/static", Immutable(directory=STATIC_DIR), name="static")
    app.add_middleware(BodyLimit, file_limit=settings.file_limit)
    app.add_middleware(SameOrigin)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Heads)
    return app


def _provider_of(settings: Settings) -> Provider | None:
    """Return the office's identity provider, None where none is set. Raises ProviderSetUpError."""
    if not settings.oidc_issuer:
        return None
    try:
        from app.web.openid import OpenIdProvider  # noqa: PLC0415 (needs an extra that most do not install)
    except ImportError as error:
        why = msgid("TRIENKHAI_OIDC_ISSUER needs the extra “oidc”: pip install 'trienkhai[oidc]'.")
        raise ProviderSetUpError(why) from error
    return OpenIdProvider(settings)
