"""How the Pack page is made for an open strategy. Services and exporters are imported when they are first asked."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QStandardPaths

from app.models.errors import Refused
from app.models.pack import Item, Pack, PackLayout
from app.ui.desk import Desk
from app.ui.packs.draft import PackDraft
from app.ui.packs.job import Tell
from app.ui.packs.panel import Counted, Finished, PackPanel, PackTools
from app.ui.sentences.said import sentence_said
from app.ui.turns import Elsewhere

translate = QCoreApplication.translate


def make_panel(desk: Desk) -> PackPanel:
    """A pack that begins with the council of the strategy, and an item for the strategy itself; made gradually."""
    from app.services.packs.reading import layout_keys

    root = desk.root
    items = (
        Item(translate("Packs", "Declarations of interest")),
        Item(root.title or translate("Packs", "The strategy")),
    )
    known_layouts = cache(layout)
    offered: list[tuple[str, str]] = []
    own = desk.house.key if desk.house.key in layout_keys() else "plain"
    start = Pack(root.organisation, "", "", own, items=items)
    folder = desk.library.path.parent if desk.library.path else Path.home()
    known: dict[str, Any] = {}

    def begin(draft: PackDraft) -> Iterator[object]:
        yield Elsewhere(lambda: offered.extend(layouts(known_layouts)))
        if not offered:  # what went wrong there is met again here, where it is told
            offered.extend(layouts(known_layouts))
        yield resume(desk, draft)

    tools = PackTools(
        lambda: offered, read, save, near, lambda pack, at: measured(pack, at, known), made,
        lambda: versions(desk), lambda pack: faults(pack, known_layouts), lambda draft: keep(desk, draft), begin,
    )  # fmt: skip
    return PackPanel(tools, desk.ask, start, folder, gradually=True)


def keep(desk: Desk, draft: PackDraft) -> None:
    """Keeps what is not saved yet, so that it is there again however the program ends."""
    from app.services.packs.keeping import Unsaved, keep_unsaved

    path = str(draft.path) if draft.path else ""
    keep_unsaved(_kept(desk), None if draft.is_saved else Unsaved(draft.pack, str(draft.folder), path))


def resume(desk: Desk, draft: PackDraft) -> None:
    """Goes on with what was left unsaved, if anything was."""
    from app.services.packs.keeping import unsaved_in

    if (found := unsaved_in(_kept(desk))) is not None:
        draft.resume(found.pack, Path(found.folder), Path(found.path) if found.path else None)


def _kept(desk: Desk) -> Path:
    from app.services.report_files import kept_beside

    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)
    folder = kept_beside(desk.library.path_or_url, desk.library.path, Path(place) / "packs", "packs")
    return folder / f"{desk.id} unsaved.json"


def layouts(layout_of: Callable[[str], PackLayout]) -> Sequence[tuple[str, str]]:
    """The layouts there are: key and name. One of the council's own that is faulty is called by its key, so that it may
    be chosen to learn what is wrong with it.
    """
    from app.services.packs.reading import layout_keys

    def named(key: str) -> str:
        try:
            return layout_of(key).name
        except Refused:
            return key

    return [(key, named(key)) for key in layout_keys()]


def layout(key: str) -> PackLayout:
    """The layout of this key. Raises Refused where there is none."""
    from app.services.packs.reading import pack_layout

    return pack_layout(key)


def faults(
    pack: Pack, layout_of: Callable[[str], PackLayout] = layout
) -> Sequence[tuple[Sequence[str | int], str]]:
    """What is wrong with a pack's dates and exemptions: the steps to the field, and a sentence.

    A date that nobody has typed yet is no fault before the pack is made. It is asked with every key that is pressed.
    """
    from app.models.pack import pack_faults

    try:
        found = list(pack_faults(pack, layout_of(pack.layout)))
    except Refused as fault:
        return [(("layout",), sentence_said(fault))]
    return [each for each in found if each[0] != ("date",) or pack.date.strip()]


def read(path: Path) -> Pack:
    """The pack of a file."""
    from app.services.packs.reading import read_pack

    return read_pack(path)[0]


def save(pack: Pack, folder: Path, path: Path) -> Pack:
    """Writes a pack whose papers are named from `folder`; gives it back with them named from its file."""
    from app.services.packs.writing import moved, save_pack

    kept = moved(pack, folder, path.parent)
    save_pack(kept, path)
    return kept


def near(file: str, folder: Path) -> str:
    """How a file is named in a pack in `folder`."""
    from app.services.packs.writing import near as named

    return named(file, folder)


def measured(pack: Pack, folder: Path, known: dict[str, Any]) -> Counted:
    """Where the papers stand; `known` keeps what was counted."""
    from app.services.packs.measuring import measure

    found = measure(pack, folder, dict(known))
    known.update(found.known)
    faults = {file: each.fault for file, each in found.known.items() if each.fault}
    return Counted(found.placed, found.first_item, faults, found.fault)


def made(pack: Pack, folder: Path, to: Path, tell: Tell) -> Finished:
    """Makes the pack. What was written, and what whoever made it should know, in sentences."""
    from app.services.packs.making import make
    from app.services.packs.reading import checked

    done = make(pack, checked(pack), folder, to, tell=tell)
    said = [_written(edition, path.name, bound.pages) for edition, path, bound in done.files]
    if done.searched:
        said.append(_leak_check(done.searched))
    files = {edition: path for edition, path, _ in done.files}
    return Finished(" ".join((*said, *done.notes)), files)


def _written(edition: str, name: str, pages: int) -> str:
    sentences = {
        ("public", True): translate("Packs", "{name}: 1 page, public edition."),
        ("public", False): translate("Packs", "{name}: {pages} pages, public edition."),
        ("exempt", True): translate("Packs", "{name}: 1 page, exempt edition."),
        ("exempt", False): translate("Packs", "{name}: {pages} pages, exempt edition."),
    }
    return sentences[edition, pages == 1].format(name=name, pages=pages)


def _leak_check(runs: int) -> str:
    if runs == 1:
        return translate(
            "Packs", "Leak check: the one run of exempt words does not stand in the public edition."
        )
    return translate(
        "Packs", "Leak check: none of {} runs of exempt words stands in the public edition."
    ).format(f"{runs:,}")


def versions(desk: Desk) -> Sequence[tuple[str, str]]:
    """The saved versions of the open strategy, the newest first: what each is called, and its target."""
    place = desk.library.path_or_url
    return [
        (f"{row.label}, {row.date}", f"{place}#{desk.root.title}@{row.label}")
        for row in reversed(desk.versions())
    ]
