"""What an author wrote in a file of answers, made into values that fit a template. Imports other models only."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, cast

import msgspec
from msgspec import Struct

from app.models.control import version_date
from app.models.errors import Refused
from app.models.report import Answers, Entry, Officer, SignOff, Template, Value
from app.models.text import Blocks

Rich = Callable[[str, str], Blocks]
_YES_OR_NO = {"yes": "yes", "no": "no", "n/a": "n/a", "true": "yes", "false": "no"}
_SUM = re.compile(r"£\s?(?P<number>\d[\d,]*(?:\.\d+)?)\s?(?P<unit>billion|bn|million|m|thousand|k)?\b", re.I)
_UNITS = {"billion": 9, "bn": 9, "million": 6, "m": 6, "thousand": 3, "k": 3, "": 0}
_FINGERPRINT = re.compile("[0-9a-f]{8,64}")


class Sum(Struct, frozen=True):
    """A sum of money as it was written: the pounds it says, and half of the last place it gives."""

    text: str
    pounds: Decimal
    tolerance: Decimal

    def agrees(self, exact: Decimal) -> bool:
        """Whether an exact sum, rounded as this one is, is the same: £7.9m agrees with £7,900,000."""
        return abs(exact - self.pounds) <= self.tolerance


def sums_in(text: str) -> list[tuple[re.Match[str], Sum]]:
    """Every sum in pounds that a text states, with where it stands."""
    return [(found, _sum(found)) for found in _SUM.finditer(text)]


def _sum(found: re.Match[str]) -> Sum:
    unit = _UNITS[(found["unit"] or "").lower()]
    number = Decimal(found["number"].replace(",", ""))
    places = int(number.as_tuple().exponent)
    return Sum(
        found[0].strip(), number.scaleb(unit), Decimal(1).scaleb(places + unit) / 2 if unit else Decimal(0)
    )


def answers_of(template: Template, table: dict[str, Any], rich: Rich) -> Answers:
    """The answers a table of a TOML file gives. `rich` makes blocks of the Markdown of an entry (its key, its text).

    Raises Refused, with the key and what may stand there, for a key the template does not ask for or a wrong value.
    """
    named = _text(table.get("template", ""), "template")
    if named and named != template.key:
        raise Refused(
            f"template: the answers are for “{named}”, not for “{template.key}”; take that template."
        )
    values: dict[str, Value] = {}
    asked = {entry.key: entry for entry in template.entries if entry.asks}
    for key, given in table.items():
        if key in ("template", "version", "sign_offs"):
            continue
        if key not in asked:
            raise Refused(_unasked(template, key, list(asked)))
        if not _blank(given):
            values[key] = _value(asked[key], given, rich)
    signed = _sign_offs(template, table.get("sign_offs", {}))
    return Answers(values, signed, _text(table.get("version", ""), "version").strip())


def _blank(given: Any) -> bool:
    """Whether nothing was answered: an empty text, or a list or table of nothing but these."""
    if isinstance(given, dict):
        return all(_blank(each) for each in cast("dict[str, Any]", given).values())
    return given == "" or (isinstance(given, list) and all(_blank(each) for each in _listed(given)))


def _unasked(template: Template, key: str, asked: list[str]) -> str:
    if (entry := template.entry(key)) is not None and entry.type == "decision":
        return f"{key}: this is filled from the recorded decision; remove it here and record the decision."
    if entry is not None:
        return f"{key}: this is generated, so it cannot be answered; remove it."
    return f"{key} is not asked for by “{template.key}”; permitted: {', '.join(asked)}, sign_offs"


def _value(entry: Entry, given: Any, rich: Rich) -> Value:
    """One answer, by the type of its entry."""
    if entry.type == "yes or no":
        return _yes_or_no(entry, given)
    if entry.type == "choice":
        return _choice(entry, given)
    if entry.type == "officer":
        return _officers(entry.key, given)
    if entry.type == "date":
        return given.isoformat() if isinstance(given, date) else day_of(_text(given, entry.key), entry.key)
    if entry.type == "money":
        return _money(entry.key, given)
    if entry.type == "text":
        return _text(given, entry.key)
    texts = [_text(each, entry.key) for each in _listed(given)]
    if entry.type == "appendices":
        return tuple(text.strip() for text in texts if text.strip())
    return tuple(blocks for text in texts if (blocks := rich(entry.key, text)))


def _listed(given: Any) -> list[Any]:
    return cast("list[Any]", given) if isinstance(given, list) else [given]


def _text(given: Any, key: str) -> str:
    if isinstance(given, str):
        return given
    if isinstance(given, int | float) and not isinstance(given, bool):
        return str(given)
    raise Refused(f"{key} is “{str(given)[:60]}”; permitted: text in quotation marks")


def day_of(text: str, key: str) -> str:
    """An ISO date. Raises Refused, with the key, for a day that is none."""
    try:
        return version_date(text)
    except Refused as fault:
        raise Refused(f"{key}: {fault}") from fault


def _yes_or_no(entry: Entry, given: Any) -> str:
    said = _YES_OR_NO.get(str(given).strip().lower(), "")
    if not said or (said == "n/a" and not entry.may_not_apply):
        permitted = "yes, no or n/a" if entry.may_not_apply else "yes or no"
        raise Refused(f"{entry.key} is “{str(given)[:60]}”; permitted: {permitted}")
    return said


def _choice(entry: Entry, given: Any) -> str:
    keys = ", ".join(choice.key for choice in entry.choices)
    many = _listed(given)
    if len(many) != 1:
        chosen = ", ".join(str(each) for each in many)
        raise Refused(f"{entry.key} names {len(many)} options ({chosen}); choose exactly one of {keys}.")
    given = many[0]
    if all(choice.key != given for choice in entry.choices):
        raise Refused(f"{entry.key} is “{str(given)[:60]}”; permitted: {keys}")
    return str(given)


def _money(key: str, given: Any) -> str:
    text = f"£{given:,}" if isinstance(given, int) and not isinstance(given, bool) else _text(given, key)
    text = text if text.lstrip().startswith("£") else f"£{text.strip()}"
    found = sums_in(text)
    try:
        if len(found) == 1 and found[0][0][0].strip() == text.strip():
            return text.strip()
    except InvalidOperation:
        pass
    raise Refused(f"{key} is “{str(given)[:60]}”; permitted: a sum such as £7.9m or £7,900,000")


def _officers(key: str, given: Any) -> tuple[Officer, ...]:
    try:
        return tuple(
            Officer(each) if isinstance(each, str) else msgspec.convert(each, Officer)
            for each in _listed(given)
        )
    except msgspec.ValidationError as fault:
        said = "{ name = …, role = …, email = …, phone = … }"
        raise Refused(f"{key}: this names no officer ({fault}); permitted: {said}") from fault


def _sign_offs(template: Template, given: Any) -> dict[str, SignOff]:
    keys = [entry.key for entry in template.entries if entry.verified]
    found: dict[str, SignOff] = {}
    if not isinstance(given, dict):
        raise Refused("sign_offs is no table; write [sign_offs.KEY] with name, role, date and fingerprint.")
    for key, each in cast("dict[str, Any]", given).items():
        if key not in keys:
            raise Refused(
                f"sign_offs.{key} verifies nothing in this report; permitted: {', '.join(keys) or 'none'}"
            )
        found[key] = _sign_off(f"sign_offs.{key}", each)
    return {key: each for key, each in found.items() if each.name}


def _sign_off(key: str, given: Any) -> SignOff:
    table = dict(cast("dict[str, Any]", given)) if isinstance(given, dict) else {"name": given}
    if isinstance(day := table.get("date"), date):
        table["date"] = day.isoformat()
    try:
        made = msgspec.convert(table, SignOff)
    except msgspec.ValidationError as fault:
        permitted = ", ".join(SignOff.__struct_fields__)
        raise Refused(f"{key}: {str(fault)[:100]}; permitted: a table with {permitted}") from fault
    prints: dict[str, str] = {}
    for name in ("fingerprint", "text"):
        prints[name] = getattr(made, name).strip().lower()
        if prints[name] and not _FINGERPRINT.fullmatch(prints[name]):
            said = getattr(made, name)[:60]
            raise Refused(f"{key}.{name} is “{said}”; permitted: 8 to 64 of the letters 0–9 and a–f")
    day = day_of(made.date, f"{key}.date") if made.date else ""
    return msgspec.structs.replace(made, name=made.name.strip(), date=day, **prints)
