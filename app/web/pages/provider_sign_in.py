"""Signing in through the office's identity provider: there, and back."""

from urllib.parse import urlencode

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from app.domain.access.provider import JOURNEY_LASTS, offices_of
from app.domain.access.sign_in import SESSION_LASTS
from app.domain.errors import DomainError
from app.services.access.provider_sign_ins import Arrival, refuse_by_provider, sign_in_by_provider
from app.web.deps import TODAY_ONLY
from app.web.identity import clear_cookie, client_of, cookie_of, set_cookie
from app.web.pages.forms import Filled
from app.web.pages.shared import Answering, Entering
from app.web.pages.sign_in import no_traces, ways_in
from app.web.provider import Journey, Provider
from app.web.templating import Address

router = APIRouter(prefix="/dang-nhap/oidc", dependencies=TODAY_ONLY)
JOURNEY_COOKIE = "trienkhai-oidc"


@router.get("")
def depart(entering: Entering) -> Response:
    provider: Provider | None = entering.request.app.state.provider
    if provider is None or entering.view.actor.is_signed_in:
        return RedirectResponse(f"/dang-nhap?{urlencode({'next': entering.next_address})}", 303)
    try:
        address, sealed = provider.depart(entering.next_address, entering.view.now)
    except DomainError as error:
        return _refused(entering, error, entering.next_address)
    response = RedirectResponse(address, 303)
    set_cookie(entering.request, response, sealed, int(JOURNEY_LASTS.total_seconds()), JOURNEY_COOKIE)
    return no_traces(response)


@router.get("/ve")
def arrive(entering: Entering) -> Response:
    """Sign in whom the provider sends back. Another site may ask for this, but does not know the journey's state."""
    request, provider = entering.request, entering.request.app.state.provider
    if provider is None:
        return RedirectResponse("/dang-nhap", 303)
    to = "/"
    try:
        journey = provider.opened(cookie_of(request, JOURNEY_COOKIE), entering.view.now)
        to = journey.to
        secret = _sign_in(entering, provider, journey)
    except DomainError as error:
        response = _refused(entering, error, to)
    else:
        response = no_traces(RedirectResponse(to, 303))
        set_cookie(request, response, secret, int(SESSION_LASTS.total_seconds()))
    clear_cookie(request, response, JOURNEY_COOKIE)
    return response


def _sign_in(entering: Answering, provider: Provider, journey: Journey) -> str:
    """Return the secret of a new session. What became of it is written down either way, so this commits by itself."""
    view = entering.view
    arrival = Arrival(view.now, view.as_of, client_of(entering.request))
    writing = entering.request.app.state.writing
    try:
        person = provider.arrive(journey, entering.request.query_params, view.now)
    except DomainError:
        with writing.begin() as session:
            refuse_by_provider(session, "", arrival)
        raise
    with writing.begin() as session:
        claimed = offices_of(person, provider.offices)
        secret, refusal = sign_in_by_provider(session, person, claimed, arrival)
    if refusal is not None:
        raise refusal
    return str(secret)


def _refused(entering: Answering, error: DomainError, to: str) -> Response:
    """Show the page of signing in again, with what went wrong and every way in; its links do not lead back here."""
    shown = {**ways_in(entering, Filled(refusal=error.message), to), "heading": error.title}
    here = Address("/dang-nhap", (("next", to),))
    return no_traces(entering.refuse("sign_in.html", error, here=here, **shown))
