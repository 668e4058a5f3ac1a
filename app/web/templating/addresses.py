"""Addresses of pages: records by their code, and the present page with its query changed."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from markupsafe import Markup
from starlette.requests import Request

from app.web.templating.languages import Language

Value = str | int | bool | None
Pairs = tuple[tuple[str, str], ...]

_FOLDERS = {
    "resolution": "/nghi-quyet",
    "programme": "/chuong-trinh",
    "project": "/du-an",
    "milestone": "/moc",
    "indicator": "/chi-tieu",
    "organisation": "/co-quan",
    "user": "/quan-tri/tai-khoan",
}
# What there is only today: who one is, what one follows, administration. Links to it leave the past.
LEAVING = ("/dang-nhap", "/dang-xuat", "/lich-su", "/moi", "/quan-tri", "/tai-khoan", "/theo-doi")
# What the links of the page that is being rendered keep. Environments are shared, so it cannot be one of their globals.
_KEPT: ContextVar[Mapping[str, str]] = ContextVar("kept", default={})  # noqa: B039 (never changed, only replaced)
# The rows behind each cell of the official table, as filters of the list of milestones.
_CELL_FILTERS: dict[str, dict[str, list[str]]] = {
    "completed_on_time": {"timeliness": ["completed_on_time"]},
    "completed_late": {"timeliness": ["completed_late"]},
    "completed_without_deadline": {"status": ["completed"], "timeliness": ["no_deadline"]},
    "open_in_time": {"timeliness": ["not_yet_due", "on_track", "due_soon"]},
    "open_overdue": {"timeliness": ["overdue"]},
    "open_without_deadline": {
        "status": ["not_started", "in_progress", "awaiting_confirmation"],
        "timeliness": ["no_deadline"],
    },
    "suspended": {"status": ["suspended"]},
    "cancelled": {"status": ["cancelled"]},
}


@dataclass(frozen=True)
class Address:
    """A page's address as a value: what it is now, and what it becomes with its query changed."""

    path: str
    query: Pairs = ()

    def with_(self, **changes: Value | Iterable[str]) -> str:
        """Return this address with these parameters replaced; None takes one out, a list repeats it."""
        kept = tuple((name, value) for name, value in self.query if name not in changes)
        return _joined(self.path, (*kept, *_pairs(changes)))

    def without(self, name: str, value: str | None = None) -> str:
        """Return this address without a parameter, or without one of its values, on its first page."""
        gone = {(name, value)} if value is not None else {pair for pair in self.query if pair[0] == name}
        return _joined(self.path, tuple(pair for pair in self.query if pair not in gone and pair[0] != "cursor"))

    def values(self, name: str) -> list[str]:
        return [value for key, value in self.query if key == name]

    @property
    def record(self) -> "Address":
        """Return the page of the record that this one is about, without its query: /moc/x of /moc/x/sua."""
        return Address("/".join(self.path.split("/")[:3]))

    def in_language(self, language: Language) -> str:
        return self.with_(lang=_parameter(language))


@contextmanager
def keeping(kept: Mapping[str, str]) -> Iterator[None]:
    """Let every link that is made inside keep these parameters."""
    token = _KEPT.set(kept)
    try:
        yield
    finally:
        _KEPT.reset(token)


@dataclass(frozen=True)
class Addresses:
    """Makes addresses that stay in the reader's language, and at the moment the page looks from."""

    language: Language

    def url(self, path: str, **query: Value | Iterable[str]) -> str:
        return Address(path).with_(**{**self._kept(path), **query}, lang=_parameter(self.language))

    def record_url(self, kind: str, code: str, below: str = "") -> str:
        """Return the page of the record, or the one `below` it; `kind` is one of the folders' names."""
        return self.url(f"{_FOLDERS[kind]}/{quote(code)}{below}")

    def hidden(self, path: str) -> Markup:
        """Return the fields by which a GET form to the path keeps what links keep."""
        kept = {**self._kept(path), "lang": _parameter(self.language)}
        field = Markup('<input type="hidden" name="{}" value="{}">')
        return Markup("").join(field.format(name, value) for name, value in kept.items() if value is not None)

    @staticmethod
    def _kept(path: str) -> Mapping[str, str]:
        """Return what a link to the path keeps."""
        leaves = any(path == way or path.startswith(f"{way}/") for way in LEAVING)
        return {} if leaves else _KEPT.get()

    def feed_url(self, kind: str, code: str) -> str:
        """Return the Atom feed of a project or an organisation."""
        return self.url(f"{_FOLDERS[kind]}/{quote(code)}/thay-doi.atom")

    def clause_url(self, resolution: str, path: str) -> str:
        """Return the place of a clause in the living resolution."""
        return f"{self.record_url('resolution', resolution)}#{quote(path)}"

    def milestone_links(self, **query: str) -> dict[str, str]:
        """Return the list of milestones behind each cell of the official table."""
        return {cell: self.url("/moc", **filters, **query) for cell, filters in _CELL_FILTERS.items()}


def address_of(request: Request) -> Address:
    """Return the address that was asked for; a moment left empty is the present."""
    query = request.query_params.multi_items()
    return Address(request.url.path, tuple((name, value) for name, value in query if name != "as_of" or value.strip()))


def below(address: str, path: str) -> str:
    """Return the address of what lies below another, whose query stays: /moc/x/sua?lang=en of /moc/x?lang=en."""
    above, mark, query = address.partition("?")
    return f"{above}{path}{mark}{query}"


def short_code(code: str) -> str:
    """Return a code without its resolution: 3.01 of 15-nq-tu.3.01."""
    return code.partition(".")[2] or code


def _parameter(language: Language) -> str | None:
    return None if language is Language.VIETNAMESE else language.value


def _pairs(query: dict[str, Value | Iterable[str]]) -> Pairs:
    return tuple((name, text) for name, value in query.items() for text in _texts(value))


def _texts(value: Value | Iterable[str]) -> list[str]:
    if value is None:
        return []
    if isinstance(value, bool):
        return [str(value).lower()]
    return [str(value)] if isinstance(value, str | int) else list(value)


def _joined(path: str, pairs: Pairs) -> str:
    return f"{path}?{urlencode(pairs)}" if pairs else path
