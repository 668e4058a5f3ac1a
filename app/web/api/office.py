"""What is for those who hold an office: lists and records of what the office says among itself."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends

from app.domain.access.policy import Action, require
from app.web.api.shared import Answering, Listing, Single


def _listing(answering: Listing) -> Iterator[Answering]:
    require(answering.view.actor, Action.TALK_VIEW)
    yield answering


def _single(answering: Single) -> Iterator[Answering]:
    require(answering.view.actor, Action.TALK_VIEW)
    yield answering


OfficeListing = Annotated[Answering, Depends(_listing, scope="function")]
OfficeSingle = Annotated[Answering, Depends(_single, scope="function")]
