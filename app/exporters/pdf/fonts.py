"""Typefaces: which signs they hold, how wide words are in them, and the subsets a PDF file embeds.

A face's codes are the Unicode numbers of the signs themselves, two bytes each, so that text needs no translating: the
file's CIDToGIDMap leads from the number to the glyph. Signs beyond U+FFFF take codes of the surrogate range, which
holds no signs. Knows nothing of documents.
"""

from pathlib import Path
from typing import Any, cast

from reportlab.pdfbase.ttfonts import TTFontFile

from app.exporters.pdf.writer import PdfFile, Ref, number, ref
from app.resources import resource_root

REPLACEMENT = "\ufffd"
_FIRST_ASTRAL = 0xD800
# Signs a face may lack though it has one that looks the same.
_SAME_LOOK = {0xA0: 0x20, 0x2011: 0x2010, 0x202F: 0x2009, 0x2212: 0x2013}
_FILES = {
    "Liberation Sans": (
        "LiberationSans-Regular",
        "LiberationSans-Bold",
        "LiberationSans-Italic",
        "LiberationSans-BoldItalic",
    ),
    "Liberation Serif": (
        "LiberationSerif-Regular",
        "LiberationSerif-Bold",
        "LiberationSerif-Italic",
        "LiberationSerif-BoldItalic",
    ),
    "DejaVu Sans": ("DejaVuSans", "DejaVuSans-Bold", "DejaVuSans", "DejaVuSans-Bold"),
}


class FontProgram:
    """A TrueType file as read: glyph and advance width (in `units` to the em) of each sign it holds."""

    def __init__(self, path: Path) -> None:
        self.file: Any = TTFontFile(str(path))
        self.name: str = cast("bytes", self.file.name).decode("ascii")
        self.units: int = self.file.unitsPerEm
        glyphs: dict[int, int] = {code: glyph for code, glyph in self.file.charToGlyph.items() if glyph}
        for code, alike in _SAME_LOOK.items():
            if alike in glyphs:
                glyphs.setdefault(code, glyphs[alike])
        self.glyphs = glyphs
        self.codes: dict[int, int] = {glyph: code for code, glyph in self.file.charToGlyph.items()}
        self.advances: dict[int, int] = {
            code: int(self.file.hmetrics[glyph][0]) for code, glyph in glyphs.items()
        }


class Face(dict[str, int]):
    """A face within one document: maps a word to its width in font units and remembers which signs were used.

    Words must consist of signs the face `holds`. `resource` is its name in page resources.
    """

    def __init__(self, program: FontProgram, resource: bytes) -> None:
        super().__init__()
        self.program = program
        self.resource = resource
        self.units = program.units
        self._advances = program.advances
        self.signs = frozenset(map(chr, program.advances))
        self._astral: dict[int, int] = {}
        self.space = self[" "]

    def __missing__(self, word: str) -> int:
        width = sum(self._advances[ord(sign)] for sign in word)
        self[word] = width
        return width

    def encode(self, words: str) -> bytes:
        """The codes of some text, two bytes to the sign."""
        codes = words.encode("utf-16-be")
        if len(codes) == 2 * len(words):
            return codes
        for sign in words:
            if sign > "\uffff":
                self._astral.setdefault(ord(sign), _FIRST_ASTRAL + len(self._astral))
        return words.translate(self._astral).encode("utf-16-be", "surrogatepass")

    def embed(self, file: PdfFile) -> Ref:
        """Writes the font with the glyphs that were used (ISO 32000-1, 9.7). Returns the font's number."""
        codes = sorted(set[str]().union(*self))
        program = self.program
        pairs = [(self._astral.get(ord(sign), ord(sign)), ord(sign)) for sign in codes]
        pairs.sort()
        kept = list(dict.fromkeys(program.glyphs[sign] for _, sign in pairs))
        subset = program.file.makeSubset([program.codes[glyph] for glyph in kept])
        places = {glyph: place for place, glyph in enumerate(kept, 1)}
        mapping = bytearray(2 * (pairs[-1][0] + 1))
        for code, sign in pairs:
            mapping[2 * code : 2 * code + 2] = places[program.glyphs[sign]].to_bytes(2, "big")
        name = self._tag(codes) + b"+" + program.name.encode("ascii")
        descriptor = self._descriptor(file, name, subset)
        scale = 1000 / self.units
        widths = b" ".join(b"%d[%b]" % (code, number(program.advances[sign] * scale)) for code, sign in pairs)
        glyph_map = file.stream(b"", bytes(mapping))
        descendant = file.put(
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%b/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            b"/Supplement 0>>/FontDescriptor %b/DW 1000/W[%b]/CIDToGIDMap %b>>"
            % (name, ref(descriptor), widths, ref(glyph_map))
        )
        to_unicode = file.stream(b"", _to_unicode(pairs))
        return file.put(
            b"<</Type/Font/Subtype/Type0/BaseFont/%b/Encoding/Identity-H/DescendantFonts[%b]/ToUnicode %b>>"
            % (name, ref(descendant), ref(to_unicode))
        )

    @staticmethod
    def _tag(codes: list[str]) -> bytes:
        value = sum((index + 1) * ord(sign) for index, sign in enumerate(codes))
        return bytes(65 + value // 26**power % 26 for power in range(6))

    def _descriptor(self, file: PdfFile, name: bytes, subset: bytes) -> Ref:
        font = self.program.file
        embedded = file.stream(b"/Length1 %d" % len(subset), subset)
        box = b" ".join(number(side) for side in font.bbox)
        flags = 4 | (64 if font.italicAngle else 0) | (2 if "Serif" in self.program.name else 0)
        return file.put(
            b"<</Type/FontDescriptor/FontName/%b/Flags %d/FontBBox[%b]/ItalicAngle %b/Ascent %b/Descent %b"
            b"/CapHeight %b/StemV %b/FontFile2 %b>>"
            % (
                name,
                flags,
                box,
                number(font.italicAngle),
                number(font.ascent),
                number(font.descent),
                number(font.capHeight),
                number(font.stemV),
                ref(embedded),
            )
        )


def _to_unicode(pairs: list[tuple[int, int]]) -> bytes:
    blocks: list[bytes] = []
    for start in range(0, len(pairs), 100):
        lines = [
            b"<%04X><%b>" % (code, chr(sign).encode("utf-16-be").hex().upper().encode("ascii"))
            for code, sign in pairs[start : start + 100]
        ]
        blocks.append(b"%d beginbfchar\n%b\nendbfchar\n" % (len(lines), b"\n".join(lines)))
    return (
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) "
        b"/Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        b"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"
        + b"".join(blocks)
        + b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )


class Fonts:
    """The faces one document uses, each made on first use, with the stand-in for signs that its family lacks."""

    def __init__(self, family: str) -> None:
        self._family = family
        self._faces: dict[tuple[bool, bool, bool], Face] = {}

    def face(self, bold: bool, italic: bool, stand_in: bool = False) -> Face:
        """The face for a look, of the document's own family or of the stand-in."""
        key = (bold, italic and not stand_in, stand_in)
        if key not in self._faces:
            names = _FILES["DejaVu Sans" if stand_in else self._family]
            program = FontProgram(resource_root() / "fonts" / f"{names[bold + 2 * key[1]]}.ttf")
            self._faces[key] = Face(program, b"F%d" % (len(self._faces) + 1))
        return self._faces[key]

    def embed(self, file: PdfFile) -> bytes:
        """Writes the faces that were used. Returns the dictionary of font resources."""
        return b"<<%b>>" % b"".join(
            b"/%b %b" % (face.resource, ref(face.embed(file))) for face in self._faces.values() if any(face)
        )
