"""Every field of a form has a name for the list of its faults."""

import re
from pathlib import Path

from app.domain.history.redactions import REDACTABLE
from app.web.templating import names

TEMPLATES = Path(names.__file__).parent.parent / "templates"
FIELD = re.compile(r'forms\.\w+\(filled, "(\w+)"')


def test_every_field_is_called_something() -> None:
    # What may be destroyed is chosen by its name.
    chosen = {field for fields in REDACTABLE.values() for field in fields}
    used = {name for file in TEMPLATES.rglob("*.html") for name in FIELD.findall(file.read_text(encoding="utf-8"))}

    assert len(used) > 40
    assert used - names.FIELDS.keys() == set()
    assert names.FIELDS.keys() - used - chosen == set()
