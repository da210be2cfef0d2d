"""The names of months in the languages of logs.

Full names only: an abbreviation of one language is a word of another.
"""

from __future__ import annotations

_NAMES = {
    "en": "january february march april may june july august september october november december",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ru, alone": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
}
ENGLISH = tuple(_NAMES["en"].split())
"""The English names, in their order."""

MONTHS = {name: number for names in _NAMES.values() for number, name in enumerate(names.split(), 1)}
"""Each name in lower case with its number. No name is of two months."""
