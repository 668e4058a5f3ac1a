"""Sets one composition as a PDF: JSON on standard input, the file on standard output.

It is a program of its own, started by `pdf`: what typesetting a long table takes in memory goes back with the process,
and imports nothing of the app, so that it starts at once.
"""

import json
import sys
from datetime import datetime

import typst


def main() -> None:
    told = json.load(sys.stdin.buffer)
    compiler = typst.Compiler(
        input=told["template"],
        sys_inputs={"composition": told["composition"]},
        font_paths=[told["fonts"]],
        ignore_system_fonts=True,
    )
    made_at = datetime.fromisoformat(told["made_at"])
    pdf = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=made_at)
    if not isinstance(pdf, bytes):
        raise TypeError("A PDF comes in one piece.")
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main()
