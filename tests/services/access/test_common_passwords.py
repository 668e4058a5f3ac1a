"""A password that stands on a list of common ones is known, however it is typed."""

import pytest

from app.services.access.common_passwords import is_common


@pytest.mark.parametrize(
    "password",
    [
        pytest.param("password1", id="from breaches"),
        pytest.param("PassWord1", id="in another case"),
        pytest.param("ｐａｓｓｗｏｒｄ１", id="in full width"),
        pytest.param("matkhau123", id="what a Vietnamese would type"),
        pytest.param("Mật khẩu 123", id="with its marks and spaces"),
        pytest.param("CanTho@2026", id="the city and the year"),
        pytest.param("NinhKieu123", id="the district"),
    ],
)
def test_a_common_password_is_known(password: str) -> None:
    assert is_common(password)


@pytest.mark.parametrize("password", ["", "   ", "tám con trâu qua sông Hậu", "xkq7-vemd-29tl"])
def test_an_uncommon_password_is_not(password: str) -> None:
    assert not is_common(password)
