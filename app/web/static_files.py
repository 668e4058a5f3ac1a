"""Style sheets, fonts and scripts: kept by browsers for good, since their address carries their content's hash."""

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope


class Immutable(StaticFiles):
    async def get_response(self, path: str, scope: Scope) -> Response:
        answer = await super().get_response(path, scope)
        if scope["query_string"] or path.startswith("vendor/"):
            answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return answer
