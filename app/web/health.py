"""Health for whoever keeps the service running."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError

from app.db.migrations import is_current

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """Say that the process answers."""
    return {"status": "ok"}


@router.get("/readyz")
def readyz(request: Request) -> Response:
    """Say whether the database answers and has every migration."""
    try:
        ready = is_current(request.app.state.engine)
    except SQLAlchemyError:
        ready = False
    return JSONResponse({"status": "ok" if ready else "not ready"}, 200 if ready else 503)
