"""From a strategy and a house style to the formal document. Imports models and this package only."""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from app.document import prose
from app.document.arrangement import arranged
from app.document.control import control_part, derived_facts, notice_part, review_part, versions_part
from app.document.drafting import Drafting, GoOn, unasked
from app.document.forms import placed
from app.document.linking import links, targets
from app.document.nodes import Contents, Cover, Document, Furniture, Heading, PageBreak, Part, Properties
from app.document.numbering import numbers
from app.document.progress import begun, titles_given
from app.document.wording import version_name, written_date
from app.models.approval import Approval
from app.models.content import Content, content_json
from app.models.control import VersionRow
from app.models.house import House
from app.models.nodes import Strategy

SHORT = 12


def build_strategy(
    content: Content, house: House, *, version: str = "draft", date: str = "", versions: Sequence[VersionRow] = (),
    approval: Approval | None = None, go_on: GoOn = unasked,
) -> Document:  # fmt: skip
    """The formal document of a strategy. `version` is its label or "draft", `date` that version's ISO date.

    Give `approval` only where the content's fingerprint is that of the approving decision. The same arguments give an
    equal document. Parts in which nothing was written yet are left out: they would be bullets and headings of nothing;
    so are those of which the house's outline gave the title.
    `go_on` is asked now and then; what it raises ends the work.
    """
    root = content.root
    approved = approval or Approval("")
    facts = derived_facts(root, house, approved.body, approved.date, version, date)
    draft = Drafting.of(begun(root, titles_given(house)), house, numbers(root, house), go_on)
    parts = _all_parts(draft, facts, versions)
    anchors = {target.anchor for target in targets(parts)}
    if any(link not in anchors for link in links(parts)):
        parts = _all_parts(replace(draft, known=draft.known & anchors), facts, versions)
    return Document(
        properties=_properties(root, house, version, date, approval), parts=parts, look=house.look,
        furniture=_furniture(root, house, facts, approval), cover=_cover(root, house, version, date, approval),
        pictures=content.pictures, content=content_json(content),
    )  # fmt: skip


def _all_parts(draft: Drafting, facts: dict[str, str], versions: Sequence[VersionRow]) -> tuple[Part, ...]:
    order = draft.house.order
    return (
        *_around(draft, order.front, facts, versions),
        *_on_new_page((*prose.parts(draft.root.body, draft.known, draft.root.id), *_own_parts(draft))),
        *_on_new_page(tuple(_around(draft, order.back, facts, versions))),
    )


def _own_parts(draft: Drafting) -> Iterator[Part]:
    for place in arranged(draft.root, draft.house):
        yield from placed(draft, place)


def _on_new_page(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts with a new page before the first of them."""
    if not parts or isinstance(parts[0], Contents):
        return parts
    if isinstance(first := parts[0], Heading):
        return replace(first, new_page=True), *parts[1:]
    return PageBreak(), *parts


def _around(
    draft: Drafting, names: Sequence[str], facts: dict[str, str], versions: Sequence[VersionRow]
) -> Iterator[Part]:
    """The generated parts before or after the strategy's own."""
    root, house = draft.root, draft.house
    for at, name in enumerate(names):
        if name == "control":
            yield from control_part(root, house, facts)
        elif name == "versions":
            yield from versions_part(root, house, versions, facts["approved_by"])
        elif name == "notice":
            yield from notice_part(root, house)
        elif name == "review":
            yield from review_part(root, house)
        else:
            if at:
                yield PageBreak()
            yield Contents(house.heading("contents"), house.layout.contents_depth)


def _cover(root: Strategy, house: House, version: str, date: str, approval: Approval | None) -> Cover:
    day = written_date(date, house)
    drafted = version in ("", "draft")
    lines = [", ".join(filter(None, ("" if drafted else version_name(version, house), day)))]
    if approval:
        said = house.wording.approved.replace("{body}", approval.body)
        lines.append(said.replace("{date}", written_date(approval.date, house)).rstrip(" ,"))
    label = house.wording.draft if drafted else ""
    period = "" if root.period in root.title else root.period
    return Cover(root.title, root.organisation, period, tuple(filter(None, lines)), label)


def _furniture(root: Strategy, house: House, facts: dict[str, str], approval: Approval | None) -> Furniture:
    """The running lines with everything but the page numbers filled in.

    Of an approved version they say when it was approved, under which seal, and its fingerprint, whatever the house's
    own lines ask for.
    """
    stamp = ""
    if approval:
        stamp = house.wording.sealed.replace("{date}", written_date(approval.date, house))
        stamp = stamp.replace("{seal}", approval.seal[:SHORT])
    stands = {
        "title": root.title, "organisation": root.organisation, "period": root.period, "version": facts["version"],
        "date": facts["version_date"], "approval": stamp, "fingerprint": root.fingerprint[:SHORT],
    }  # fmt: skip

    def filled(text: str) -> str:
        text = re.sub(r"[ ·|–-]*\{approval\}", "", text) if not stamp else text
        for name, words in stands.items():
            text = text.replace(f"{{{name}}}", words)
        return text.strip(" ·|–-")

    lines = {name: getattr(house.furniture, name) for name in house.furniture.__struct_fields__}
    if approval:
        said = "".join(lines.values())
        asked = [name for name in ("approval", "fingerprint") if f"{{{name}}}" not in said]
        lines["foot_left"] = " · ".join(
            filter(None, (lines["foot_left"], *(f"{{{name}}}" for name in asked)))
        )
    return Furniture(**{name: filled(text) for name, text in lines.items()})


def _properties(
    root: Strategy, house: House, version: str, date: str, approval: Approval | None
) -> Properties:
    """A draft has a fixed date, so that the same content always gives the same file."""
    subject = ", ".join(filter(None, (root.organisation, root.period)))
    stamp = {"date": f"{date}T00:00:00Z"} if date else {}
    if approval:
        stamp |= {"seal": approval.seal, "approved": ", ".join(filter(None, (approval.date, approval.body)))}
    return Properties(
        root.title or "Strategy", root.author, subject, root.language, strategy=root.id,
        version=version, fingerprint=root.fingerprint, house=house.key, **stamp,
    )  # fmt: skip
