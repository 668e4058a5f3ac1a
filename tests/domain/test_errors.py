"""Refusals say what to do in words that can be translated, and have a code of their own."""

from app.domain.errors import (
    AmbiguousQuotationError,
    DomainError,
    FieldError,
    InvalidParameterError,
    NotFoundError,
    QuotationNotFoundError,
    SeedError,
)
from app.domain.messages import Message


def family(kind: type[DomainError]) -> list[type[DomainError]]:
    return [kind, *(each for child in kind.__subclasses__() for each in family(child))]


def test_every_class_has_its_own_code_and_title() -> None:
    kinds = family(DomainError)

    assert len({kind.code for kind in kinds}) == len(kinds)
    assert len({kind.title for kind in kinds}) == len(kinds)


def test_an_error_keeps_its_pattern_apart_from_its_values() -> None:
    error = DomainError(detail="At most %(most)s rows.", params={"most": 200})

    assert (error.detail, error.params, str(error)) == ("At most %(most)s rows.", {"most": 200}, "At most 200 rows.")


def test_an_error_without_values_may_hold_a_per_cent_sign() -> None:
    assert str(DomainError(detail="Reached to 100%.")) == "Reached to 100%."


def test_what_is_not_found_is_named() -> None:
    error = NotFoundError(kind="project", code="15-nq-tu.9.99")

    assert (error.kind, str(error)) == ("project", "There is no project with the code 15-nq-tu.9.99.")


def test_the_noun_of_what_is_not_found_is_translated_as_well() -> None:
    catalogue = {"project": "dự án", "There is no %(kind)s with the code %(code)s.": "Không có %(kind)s mã %(code)s."}

    translated = NotFoundError(kind="project", code="X").message.translated(catalogue.__getitem__)

    assert translated == "Không có dự án mã X."


def test_a_bad_parameter_is_pointed_at() -> None:
    error = InvalidParameterError(parameter="limit", reason="Choose from 1 to %(most)s.", params={"most": 200})

    assert str(error) == "Parameter limit: Choose from 1 to 200."
    assert error.errors == (FieldError(Message("Choose from 1 to %(most)s.", {"most": 200}), parameter="limit"),)


def test_several_bad_parameters_are_reported_together() -> None:
    other = FieldError(Message("Write a date."), parameter="due_to")

    error = InvalidParameterError(parameter="due_from", reason="Write a date.", also=[other])

    assert [each.parameter for each in error.errors] == ["due_from", "due_to"]


def test_a_seed_error_names_the_record() -> None:
    error = SeedError(record="programmes/3.toml, project 3.01", why="II.3: the words do not stand there.")

    assert error.record == "programmes/3.toml, project 3.01"
    assert str(error) == (
        "The seed's record programmes/3.toml, project 3.01 cannot be loaded: II.3: the words do not stand there."
    )


def test_quotations_fail_for_two_reasons() -> None:
    assert str(QuotationNotFoundError(words="đường Mậu Thân")) == (
        "The words “đường Mậu Thân” do not stand in the text; copy them exactly."
    )
    assert str(AmbiguousQuotationError(words="Quận", times=3)) == (
        "The words “Quận” stand in the text 3 times; say which occurrence is meant."
    )
