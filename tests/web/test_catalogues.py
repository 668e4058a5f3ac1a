"""Every message is said in every language, in the same terms."""

import pytest
from babel.messages.catalog import Catalog

from app.web.templating.labels import LABELS
from app.web.templating.languages import Language
from tools.messages import extracted, faults_of, kept, translated_languages


@pytest.mark.parametrize("language", translated_languages())
def test_a_catalogue_says_every_message_with_its_placeholders_and_nothing_more(language: Language) -> None:
    faults = list(faults_of(kept(language), extracted()))

    assert faults == []


def catalogue(**said: str) -> Catalog:
    messages = Catalog(locale="vi", fuzzy=False)
    for msgid, string in said.items():
        messages.add(msgid, string=string)
    return messages


def test_an_untranslated_message_is_a_fault() -> None:
    assert list(faults_of(catalogue(day=""), catalogue(day="", year=""))) == [
        "not translated: day",
        "not translated: year",
    ]


def test_a_translation_that_drops_a_placeholder_is_a_fault() -> None:
    messages = catalogue(**{"year %(year)s": "năm"})

    assert list(faults_of(messages, messages)) == ["other placeholders: year %(year)s"]


def test_a_message_that_is_no_longer_used_is_a_fault() -> None:
    assert list(faults_of(catalogue(day="ngày", old="cũ"), catalogue(day=""))) == ["no longer used: old"]


def test_an_unsure_translation_is_a_fault() -> None:
    messages = catalogue(day="ngày")
    messages["day"].flags.add("fuzzy")

    assert list(faults_of(messages, catalogue(day=""))) == ["unsure: day"]


def test_every_choice_of_the_rules_has_a_label() -> None:
    choices_by_set = {choices: {choice.value for choice in choices} for choices in LABELS}

    assert {choices: set(labels) for choices, labels in LABELS.items()} == choices_by_set
