"""Renders pages: one environment for each language, made at start."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from app.domain.access.actor import Actor
from app.domain.messages import Message
from app.domain.periods import write_period
from app.domain.results.decimals import write_decimal
from app.web.templating import labels, names, tones
from app.web.templating.addresses import Addresses, address_of, below, keeping, short_code
from app.web.templating.assets import static_urls
from app.web.templating.capital_chart import capital_bars
from app.web.templating.catalogues import Gettext, translations
from app.web.templating.changes import ChangeWords
from app.web.templating.formats import Formats
from app.web.templating.languages import Language, language_of
from app.web.templating.plots import breaks_in, plot
from app.web.templating.sparks import spark
from app.web.templating.targets import target_words, with_unit
from app.web.templating.works import in_groups, pick, tally, work_parts, work_tone, worst_tone

NOBODY = Actor()
TEMPLATES_DIR = Path(__file__).resolve().parent.parent / "templates"


class Templates:
    """The pages of all languages. Which one is asked for is said with each call, never kept anywhere."""

    def __init__(self) -> None:
        self._environments = {language: environment_of(language) for language in Language}
        self._gettext: dict[Language, Gettext] = {language: translations(language).gettext for language in Language}

    def gettext(self, language: Language) -> Gettext:
        return self._gettext[language]

    def page(
        self,
        request: Request,
        name: str,
        context: Mapping[str, object],
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> HTMLResponse:
        """Render the template for the request. A context with `as_of` (a day) and `demo` gets the line that says so.

        `links_keep` are parameters that its links keep; `looking` is the moment it looks from, None for the present.
        """
        values: dict[str, Any] = {
            "as_of": None,
            "demo": False,
            "span": None,
            "comparable": False,
            "today": None,
            "looking": None,
            "record_days": (),
            "links_keep": {},
            "actor": NOBODY,
            "may_assign": False,
            "may_hear_talk": False,
            "may_administer": False,
            "here": address_of(request),
            **context,
        }
        with keeping(values["links_keep"]):
            html = self._environments[language_of(request)].get_template(name).render(values)
        return HTMLResponse(html, status, dict(headers or {}))


@cache
def environment_of(language: Language) -> Environment:
    """Return the environment that renders in `language`; a process compiles each template once."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES_DIR),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    words = translations(language)
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        words.gettext, words.ngettext, newstyle=True, pgettext=words.pgettext, npgettext=words.npgettext
    )
    formats = Formats(language, words.gettext)
    environment.filters.update(_filters(formats))
    environment.globals.update(_globals(formats))
    return environment


def _filters(formats: Formats) -> dict[str, Callable[..., object]]:
    gettext = formats.gettext
    return {
        "day": formats.day,
        "moment": formats.moment,
        "iso": formats.iso,
        "deadline": formats.deadline,
        "number": formats.number,
        "period": formats.period,
        "period_code": write_period,
        "percent": formats.percent,
        "money": formats.money,
        "money_exact": formats.money_exact,
        "money_typed": formats.money_typed,
        "millions": formats.millions,
        "with_unit": lambda value, unit: with_unit(formats, value, unit),
        "clause_words": formats.clause_words,
        "short_code": short_code,
        "below": below,
        "label": lambda choice: gettext(labels.label_of(choice)),
        "field_label": lambda name: gettext(found) if (found := names.field_label_of(name)) else "",
        "noun_label": lambda noun: gettext(names.noun_label_of(noun)),
        "status_label": lambda status: gettext(labels.status_label_of(status)),
        "original": partial(_original, formats.language),
        "say": lambda message: formats.said(message) if isinstance(message, Message) else gettext(message),
    }


def _globals(formats: Formats) -> dict[str, object]:
    addresses = Addresses(formats.language)
    urls = static_urls()
    return {
        "language": formats.language,
        "url": addresses.url,
        "record_url": addresses.record_url,
        "feed_url": addresses.feed_url,
        "clause_url": addresses.clause_url,
        "hidden": addresses.hidden,
        "move_words": labels.move_words,
        "milestone_links": addresses.milestone_links,
        "static_url": urls.__getitem__,
        "tone": tones.tone_of,
        "timeliness_tone": tones.timeliness_tone,
        "verdict_tone": tones.verdict_tone,
        "matrix_parts": tones.matrix_parts,
        "pick": pick,
        "work_tone": work_tone,
        "worst_tone": worst_tone,
        "work_parts": work_parts,
        "tally": tally,
        "in_groups": in_groups,
        "target_words": partial(target_words, formats),
        "plot": partial(plot, formats),
        "breaks_in": partial(breaks_in, formats),
        "spark": spark,
        "change_lines": ChangeWords(formats).lines,
        "write_decimal": write_decimal,
        "capital_bars": partial(capital_bars, formats),
    }


def _original(language: Language, text: str) -> Markup:
    """Return text of the portfolio, which is Vietnamese, so that English pages tell speech software (WCAG 3.1.2)."""
    return escape(text) if language is Language.VIETNAMESE else Markup('<span lang="vi">{}</span>').format(text)
