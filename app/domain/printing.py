"""How days and figures are printed, for pages and files alike."""

from datetime import date, datetime
from decimal import Decimal

from babel.numbers import format_decimal, format_percent

from app.domain.calendar import OFFICE_ZONE

NO_BREAK = "\u00a0"
UNKNOWN = "–"
VIETNAMESE = "vi"
# Decree 30/2020, annex I, II.4b: a zero stands before days below 10 and before the months 1 and 2 alone.
_FIRST_BARE_MONTH = 3


def printed_day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def printed_moment(moment: datetime) -> str:
    return f"{moment.astimezone(OFFICE_ZONE):%H:%M %d/%m/%Y}".replace(" ", NO_BREAK)


def official_day(day: date) -> str:
    """Write a day as documents do: "ngày 05 tháng 01 năm 2027", "ngày 29 tháng 6 năm 2027"."""
    month = f"{day.month:02}" if day.month < _FIRST_BARE_MONTH else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def printed_number(value: float | Decimal, locale: str = VIETNAMESE) -> str:
    """Write a number with up to three decimals."""
    return format_decimal(value, "#,##0.###", locale=locale)


def printed_percent(share: float | Decimal | None, locale: str = VIETNAMESE) -> str:
    """Write a share (0–1) with one decimal; None where there is nothing to share."""
    return UNKNOWN if share is None else format_percent(share, "#,##0.#%", locale=locale)
