"""Addresses keep what the reader has chosen."""

import pytest
from starlette.requests import Request

from app.web.templating.addresses import Address, Addresses, short_code
from app.web.templating.languages import Language, language_of

LIST = Address("/du-an", (("kind", "planning"), ("kind", "policy"), ("cursor", "abc"), ("lang", "en")))


def test_a_changed_parameter_leaves_the_others() -> None:
    assert LIST.with_(sort="-title", cursor=None) == "/du-an?kind=planning&kind=policy&lang=en&sort=-title"


def test_taking_off_one_value_goes_back_to_the_first_page() -> None:
    assert LIST.without("kind", "policy") == "/du-an?kind=planning&lang=en"


def test_taking_off_a_parameter_takes_all_its_values() -> None:
    assert LIST.without("kind") == "/du-an?lang=en"


def test_only_english_is_named_in_an_address() -> None:
    assert LIST.in_language(Language.VIETNAMESE) == "/du-an?kind=planning&kind=policy&cursor=abc"
    assert Address("/du-an").in_language(Language.ENGLISH) == "/du-an?lang=en"


def test_links_stay_in_the_language() -> None:
    assert Addresses(Language.ENGLISH).record_url("project", "15-nq-tu.3.01") == "/du-an/15-nq-tu.3.01?lang=en"
    assert (
        Addresses(Language.VIETNAMESE).url("/du-an", lacking=True, kind=["policy"]) == "/du-an?lacking=true&kind=policy"
    )


def test_a_clause_is_a_place_in_the_living_resolution() -> None:
    assert Addresses(Language.ENGLISH).clause_url("15-nq-tu", "II.3.d1") == "/nghi-quyet/15-nq-tu?lang=en#II.3.d1"


def test_a_short_code_leaves_out_the_resolution() -> None:
    assert (short_code("15-nq-tu.3.01"), short_code("ubnd-tp")) == ("3.01", "ubnd-tp")


def request(path: str, query: str = "", accept_language: str = "") -> Request:
    headers = [(b"accept-language", accept_language.encode())]
    return Request({"type": "http", "path": path, "query_string": query.encode(), "headers": headers})


@pytest.mark.parametrize(
    ("path", "query", "accept_language", "language"),
    [
        pytest.param(
            "/du-an", "", "en-US,en;q=0.9", Language.VIETNAMESE, id="a page is Vietnamese whatever the browser"
        ),
        pytest.param("/du-an", "lang=en", "vi", Language.ENGLISH, id="a page's address decides"),
        pytest.param("/du-an", "lang=xx", "", Language.VIETNAMESE, id="an unknown language"),
        pytest.param("/api/v1/projects", "", "en-US,en;q=0.9", Language.ENGLISH, id="machines negotiate"),
        pytest.param("/api/v1/projects", "", "en;q=0.5, vi;q=0.8", Language.VIETNAMESE, id="by weight"),
        pytest.param("/api/v1/projects", "", "en;q=0, fr", Language.VIETNAMESE, id="refused or unknown"),
        pytest.param("/api/v1/projects", "", "en;q=x", Language.VIETNAMESE, id="unreadable weight"),
        pytest.param("/api-notes", "", "en", Language.VIETNAMESE, id="a page whose name begins like the API"),
    ],
)
def test_the_language_of_an_answer(path: str, query: str, accept_language: str, language: Language) -> None:
    assert language_of(request(path, query, accept_language)) is language
