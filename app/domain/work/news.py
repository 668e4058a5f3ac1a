"""What is new to somebody since they last looked."""

from datetime import timedelta
from enum import StrEnum

# How far back somebody sees who never said that they have seen anything.
FIRST_LOOK = timedelta(days=14)


class NewsKind(StrEnum):
    ASSIGNED = "assigned"
    MOVED = "moved"
    REPORTED = "reported"
    EXTENSION_ASKED = "extension_asked"
    EXTENSION_DECIDED = "extension_decided"
    OBSTACLE_NAMED = "obstacle_named"
    OBSTACLE_CLEARED = "obstacle_cleared"
    EXPLANATION_ASKED = "explanation_asked"
    EXPLANATION_ANSWERED = "explanation_answered"
    URGED = "urged"
    EXPECTED = "expected"
    COMMENTED = "commented"
