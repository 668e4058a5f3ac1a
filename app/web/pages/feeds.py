"""Atom feeds: what changed in a project, and in the work of an organisation, for those who read such things."""

from dataclasses import dataclass
from urllib.parse import quote

from fastapi import APIRouter, Response
from markupsafe import Markup, escape

from app.domain.history.nouns import Noun
from app.domain.messages import msgid
from app.queries.history.changes import Latest, Reader, latest_of_organisation, latest_of_project
from app.schemas.history import ChangeRead
from app.web.pages.shared import Answering, Showing
from app.web.templating import Addresses, Templates
from app.web.templating.changes import ChangeWords
from app.web.templating.feeds import MEDIA_TYPE, Entry, Feed, atom, id_of
from app.web.templating.formats import Formats

router = APIRouter()


@router.get("/du-an/{code}/thay-doi.atom")
def of_project(showing: Showing, code: str) -> Response:
    headers = _tagged(showing)
    latest = latest_of_project(showing.view.session, code, _reader(showing))
    return _answer(showing, _Subject("project", code, latest), headers)


@router.get("/co-quan/{code}/thay-doi.atom")
def of_organisation(showing: Showing, code: str) -> Response:
    headers = _tagged(showing)
    latest = latest_of_organisation(showing.view.session, code, _reader(showing))
    return _answer(showing, _Subject("organisation", code, latest), headers)


@dataclass(frozen=True)
class _Subject:
    """What a feed tells of; `kind` is that of its page."""

    kind: str
    code: str
    latest: Latest


def _reader(showing: Answering) -> Reader:
    return Reader(showing.view.actor, showing.view.as_of, showing.view.known_at)


def _tagged(showing: Answering) -> dict[str, str]:
    """Return the headers that name this answer. Raises NotModifiedError for a reader who has it."""
    named = Response()
    showing.view.tag(named)
    del named.headers["Content-Length"]
    return dict(named.headers)


def _answer(showing: Answering, subject: _Subject, headers: dict[str, str]) -> Response:
    view, request = showing.view, showing.request
    templates: Templates = request.app.state.templates
    gettext = templates.gettext(view.language)
    words = ChangeWords(Formats(view.language, gettext))
    site = request.app.state.settings.public_url or str(request.base_url).rstrip("/")
    addresses = Addresses(view.language)
    page = addresses.record_url(subject.kind, subject.code)
    feed = Feed(
        id=id_of(subject.latest.first.digest, "feed"),
        title=gettext(msgid("Changes in %(name)s")) % {"name": subject.latest.name},
        subtitle=gettext(msgid("Illustrative data")) if view.demo else "",
        address=f"{site}{addresses.feed_url(subject.kind, subject.code)}",
        page=f"{site}{page}",
        language=view.language,
        begun=subject.latest.first.known_from,
        entries=[_entry(words, change, f"{site}{_page(addresses, change) or page}") for change in subject.latest.items],
    )
    return Response(atom(feed), media_type=MEDIA_TYPE, headers=headers)


def _entry(words: ChangeWords, change: ChangeRead, link: str) -> Entry:
    reason = Markup("<p>{}</p>").format(change.reason) if change.reason else ""
    lines = Markup("").join(Markup("<li>{}</li>").format(line) for line in words.lines(change))
    return Entry(
        id=id_of(change.digest),
        title=words.headline(change),
        link=link,
        updated=change.at,
        author=change.actor,
        content=f"{escape(reason)}<ul>{lines}</ul>" if lines else str(escape(reason)),
    )


def _page(addresses: Addresses, change: ChangeRead) -> str | None:
    """Return the page on which the record stands, None where only the feed's own page tells of it."""
    if change.noun is Noun.ORGANISATION and change.code:
        return addresses.record_url("organisation", change.code)
    if change.noun is Noun.DOCUMENT and change.code:
        return addresses.url(f"/van-ban/{quote(change.code)}")
    if change.subject is None:
        return None
    return addresses.record_url("milestone" if change.is_milestone else "project", change.subject)
