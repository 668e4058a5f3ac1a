"""What files cost: a report that lists 10,000 milestones as PDF and Word, and 100,000 rows as Excel and CSV.

    python3 -m benchmarks.files [--milestones 10000] [--rows 100000]

Each file is made in a process of its own, so that its peak of memory is its own; idle is that process before it begins.
The PDF is set by a further process, whose peak stands beside.
"""

import argparse
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from app.formats.delimited import write_delimited
from app.formats.excel import write_workbook
from app.formats.pdf import write_pdf
from app.formats.tables import Column, Kind, Row, Table
from app.formats.word import write_word
from tests.formats.samples import MADE_AT, STATE

GOALS = {"PDF": 8, "Word": 5, "Excel": 10, "CSV": 10}
MOST_MEMORY = 200


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--milestones", type=int, default=10_000)
    wanted.add_argument("--rows", type=int, default=100_000)
    sizes = wanted.parse_args()
    makers: dict[str, tuple[Callable[[int], int], int]] = {
        "PDF": (_pdf, sizes.milestones),
        "Word": (_word, sizes.milestones),
        "Excel": (_excel, sizes.rows),
        "CSV": (_csv, sizes.rows),
    }
    print(f"goals: {GOALS} seconds, {MOST_MEMORY} MB above idle\n")
    print(f"{'file':<8}{'rows':>9}{'seconds':>9}{'CPU':>7}{'above idle':>13}{'typesetter':>13}{'size':>11}")
    for name, (make, rows) in makers.items():
        _report(name, make, rows)


def _report(name: str, make: Callable[[int], int], rows: int) -> None:
    processes = multiprocessing.get_context("spawn")
    with processes.Pool(1) as pool:
        seconds, cpu, above, beside, size = pool.apply(_measured, (make, rows))
    memory = f"{above:>10,.0f} MB{beside:>10,.0f} MB"
    print(f"{name:<8}{rows:>9,}{seconds:>9.1f}{cpu:>7.1f}{memory}{size / 1e6:>8.1f} MB")


def _measured(make: Callable[[int], int], rows: int) -> tuple[float, float, float, float, int]:
    make(10)  # what is loaded once belongs to idle
    idle, began, busy = _peak(resource.RUSAGE_SELF), time.perf_counter(), _cpu()
    size = make(rows)
    seconds, cpu = time.perf_counter() - began, _cpu() - busy
    return seconds, cpu, _peak(resource.RUSAGE_SELF) - idle, _peak(resource.RUSAGE_CHILDREN), size


def _peak(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def _pdf(rows: int) -> int:
    return len(write_pdf(replace(STATE, body=[*STATE.body, _table(rows)]), MADE_AT))


def _word(rows: int) -> int:
    return len(write_word(replace(STATE, body=[*STATE.body, _table(rows)]), MADE_AT))


def _excel(rows: int) -> int:
    with tempfile.TemporaryFile() as file:
        write_workbook(file, {"Mốc": _table(rows)}, MADE_AT)
        return file.tell()


def _csv(rows: int) -> int:
    return sum(map(len, write_delimited(_table(rows))))


def _table(rows: int) -> Table:
    columns = [
        Column("TT", 5, Kind.COUNT),
        Column("Mã", 18),
        Column("Mốc", 40),
        Column("Cơ quan chủ trì", 24),
        Column("Hạn gốc", 11, Kind.DATE),
        Column("Hạn sau gia hạn", 11, Kind.DATE),
        Column("Tỷ lệ", 8, Kind.PERCENT),
        Column("Tình trạng", 18),
    ]
    return Table("Các mốc", columns, _rows(rows), notes=["Số liệu đến ngày 23/11/2026"], landscape=True)


def _rows(count: int) -> Iterator[Row]:
    for number in range(1, count + 1):
        due = date(2026, 1, 1) + timedelta(days=number % 1_500)
        project, place = divmod(number, 10)
        yield (
            number,
            f"15-nq-tu.3.{project:05}.M{place:02}",
            f"Phê duyệt quyết định đầu tư dự án nâng cấp, mở rộng đường số {project}",
            "Ban QLDA đầu tư xây dựng công trình Giao thông và Nông nghiệp",
            due,
            due + timedelta(days=90),
            number % 100 / 100,
            "Quá hạn 12 ngày" if number % 3 == 0 else "Đúng tiến độ",
        )


if __name__ == "__main__":
    main()
