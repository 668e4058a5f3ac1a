"""What pages are made with: templates, languages, ways to write values, addresses."""

from app.web.templating.addresses import Address, Addresses, keeping
from app.web.templating.assets import STATIC_DIR
from app.web.templating.catalogues import Gettext
from app.web.templating.languages import Language, language_of
from app.web.templating.pages import Templates

__all__ = ["STATIC_DIR", "Address", "Addresses", "Gettext", "Language", "Templates", "keeping", "language_of"]
