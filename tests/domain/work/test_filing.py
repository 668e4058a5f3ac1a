"""Filing stands in time, late, awaited or silent; which of them is a matter of three days alone."""

from datetime import date

import pytest

from app.domain.work.filing import Filing, filing_of

DUE = date(2026, 11, 19)


@pytest.mark.parametrize(
    ("filed_on", "as_of", "expected"),
    [
        (DUE, DUE, Filing.IN_TIME),
        (date(2026, 11, 20), date(2026, 11, 20), Filing.LATE),
        (date(2026, 11, 20), DUE, Filing.AWAITED),
        (date(2026, 11, 21), date(2026, 11, 20), Filing.SILENT),
        (None, DUE, Filing.AWAITED),
        (None, date(2026, 11, 20), Filing.SILENT),
    ],
)
def test_filing_is_judged_by_the_day(filed_on: date | None, as_of: date, expected: Filing) -> None:
    assert filing_of(filed_on, DUE, as_of) is expected
