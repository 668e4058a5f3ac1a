"""Devices are told in a few words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.access.devices import device_words

AGENTS = [
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Windows"),
    (
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
        "Chrome, Linux",
    ),
    (
        "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36 EdgA/140.0",
        "Edge, Android",
    ),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari, iPhone"),
    ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/18.0 Safari/605.1.15", "Safari, macOS"),
    ("curl/8.5.0", "curl"),
    ("", ""),
    ("<script>alert(1)</script>", ""),
]


@pytest.mark.parametrize(("said", "words"), AGENTS)
def test_a_browser_and_its_system_are_named(said: str, words: str) -> None:
    assert device_words(said) == words


@given(st.text())
def test_nothing_that_a_browser_says_is_repeated(said: str) -> None:
    assert len(device_words(said)) < 30
    assert "<" not in device_words(f"<{said}>")
