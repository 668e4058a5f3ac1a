"""What a margin or a page tore apart is joined; what its author broke stays apart."""

import pytest

from tests.domain.resolution.texts import outline


def words(text: str) -> list[str]:
    return [text for _path, _kind, text in outline(text)]


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        pytest.param(
            "Nâng cấp đường Mậu Thân ở trung tâm quận\nNinh Kiều.",
            ["Nâng cấp đường Mậu Thân ở trung tâm quận Ninh Kiều."],
            id="a margin before a capital",
        ),
        pytest.param(
            "Nâng cấp đường Mậu Thân ở trung tâm quận\n- thành phố.",
            ["Nâng cấp đường Mậu Thân ở trung tâm quận - thành phố."],
            id="a margin before a dash",
        ),
        pytest.param("Phát triển đô\n\nthị.", ["Phát triển đô thị."], id="a page before a small letter"),
        pytest.param("Làm một;\n\nlàm hai.", ["Làm một; làm hai."], id="a page after a semicolon"),
        pytest.param("Nâng cấp đường\n\n(đoạn A).", ["Nâng cấp đường (đoạn A)."], id="a page before a parenthesis"),
        pytest.param(
            "NGHỊ QUYẾT\nVề quy hoạch\nQuận Ninh Kiều\n\nĐiều 1. Một việc của văn bản này.",
            ["NGHỊ QUYẾT Về quy hoạch Quận Ninh Kiều", "Một việc của văn bản này."],
            id="the lines of a title",
        ),
        pytest.param("NGHỊ QUYẾT\n\nVề quy hoạch", ["NGHỊ QUYẾT Về quy hoạch"], id="a title apart from its first word"),
    ],
)
def test_what_was_torn_is_joined(text: str, joined: list[str]) -> None:
    assert words(text) == joined


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            ["Nâng cấp đường Mậu Thân và cầu số một;", "Đầu tư trường học ở quận Ninh Kiều."],
            id="a semicolon before a capital",
        ),
        pytest.param(["Ngắn", "Nâng cấp đường Mậu Thân ở trung tâm quận."], id="a line with room left"),
        pytest.param(["Làm một.", "", "làm hai."], id="an end mark above an empty line"),
        pytest.param(["Nếp sống “sạch.”", "", "làm hai."], id="an end mark within quotation marks"),
        pytest.param(["Làm một", "", "Làm hai"], id="a capital below an empty line"),
    ],
)
def test_what_was_broken_on_purpose_stays_apart(lines: list[str]) -> None:
    assert words("\n".join(lines)) == [line for line in lines if line]


def test_bullets_that_begin_small_stay_bullets() -> None:
    text = "1. Các tuyến\n\n- đường Mậu Thân ở trung tâm thành phố;\n- đường nối."

    assert words(text) == ["Các tuyến", "đường Mậu Thân ở trung tâm thành phố;", "đường nối."]
