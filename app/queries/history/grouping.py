"""A comparison by project, page by page."""

import base64
import binascii
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.domain.errors import InvalidParameterError
from app.domain.history.comparing import ChangeKind
from app.domain.messages import msgid
from app.schemas.comparing import ChangeGroup, ChangeRead

_Place = tuple[bool, str]


@dataclass(frozen=True)
class Portion:
    """Some projects with all their changes; `left` counts the changes of those after, `next` is None at the end."""

    groups: list[ChangeGroup]
    total: int
    left: int
    next: str | None


def portion(changes: Iterable[ChangeRead], kinds: Collection[ChangeKind], limit: int, cursor: str | None) -> Portion:
    """Return one page of the changes of these kinds, of all kinds where none are named.

    Raises InvalidParameterError for a cursor of no such list.
    """
    wanted = [change for change in changes if not kinds or change.kind in kinds]
    after = _decode(cursor) if cursor else None
    there = [change for change in wanted if after is None or _place(change) > after]
    groups = [_group(list(those)) for _, those in groupby(there, _place)]
    shown = groups[:limit]
    has_more = len(groups) > limit
    return Portion(
        groups=shown,
        total=len(wanted),
        left=len(there) - sum(len(group.changes) for group in shown),
        next=_encode(_place(shown[-1].changes[0])) if has_more else None,
    )


def _place(change: ChangeRead) -> _Place:
    return (change.project is None, change.project.code if change.project else "")


def _group(changes: Sequence[ChangeRead]) -> ChangeGroup:
    first = changes[0]
    programme = first.programme if first.project else None
    return ChangeGroup(project=first.project, programme=programme, changes=list(changes))


def _encode(place: _Place) -> str:
    return base64.urlsafe_b64encode(place[1].encode()).decode().rstrip("=")


def _decode(text: str) -> _Place:
    try:
        return (False, base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode())
    except (binascii.Error, ValueError) as error:
        reason = msgid("This cursor belongs to another list. Start again without it.")
        raise InvalidParameterError(parameter="cursor", reason=reason) from error
