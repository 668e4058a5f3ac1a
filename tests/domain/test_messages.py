"""Messages keep their values apart from the words, so that any language can put them in its own order."""

from app.domain.messages import Message, msgid

VIETNAMESE = {"%(count)s of the %(what)s": "%(what)s: %(count)s", "project": "dự án"}


def in_vietnamese(pattern: str) -> str:
    return VIETNAMESE.get(pattern, f"? {pattern}")


def test_a_message_reads_as_english() -> None:
    assert str(Message("%(count)s of the %(what)s", {"count": 3, "what": "projects"})) == "3 of the projects"


def test_a_message_within_a_message_is_translated_too() -> None:
    message = Message("%(count)s of the %(what)s", {"count": 3, "what": Message("project")})

    assert message.translated(in_vietnamese) == "dự án: 3"


def test_a_message_without_values_is_literal_text() -> None:
    assert str(Message("already at 100% of it")) == "already at 100% of it"


def test_an_empty_message_does_not_ask_the_catalogue() -> None:
    assert Message("").translated(in_vietnamese) == ""


def test_a_marked_text_is_itself() -> None:
    assert msgid("project") == "project"
