"""Generated pictures as inline SVG with a name and a description, without scripts or style attributes.

A page's content security policy forbids style attributes, so every look is an attribute of its own. Imports document
only.
"""

from collections.abc import Iterator
from html import escape

from app.document.figures.drawing import Box, Drawing, Polygon, Shape, Stroke, colour_of
from app.document.nodes import Look

_ANCHORS = {"left": "start", "centre": "middle", "right": "end"}


def svg(drawing: Drawing, look: Look, number: int) -> str:
    """The picture as an `svg` element whose title and description bear the `number` of the picture on its page."""
    width, height = (_short(side) for side in (drawing.width, drawing.height))
    names = f"figure-{number}-title", f"figure-{number}-text"
    title = f'<title id="{names[0]}">{escape(drawing.caption)}</title>'
    about = f'<desc id="{names[1]}">{escape(drawing.alt)}</desc>'
    shapes = "".join(_shape(shape, look) for shape in drawing.shapes)
    return (
        f'<svg class="drawing" role="img" aria-labelledby="{names[0]}" aria-describedby="{names[1]}" '
        f'viewBox="0 0 {width} {height}" width="{width}pt" height="{height}pt">{title}{about}{shapes}</svg>'
    )


def _shape(shape: Shape, look: Look) -> str:
    if isinstance(shape, Box):
        round = f' rx="{_short(shape.radius)}"' if shape.radius else ""
        sides = _places(x=shape.x, y=shape.y, width=shape.width, height=shape.height)
        return f"<rect{sides}{round}{_look(shape, look)}/>"
    if isinstance(shape, Polygon):
        points = " ".join(f"{_short(x)},{_short(y)}" for x, y in shape.points)
        return f'<polygon points="{points}"{_look(shape, look)}/>'
    if isinstance(shape, Stroke):
        dashes = ' stroke-dasharray="3 2"' if shape.dashed else ""
        ends = _places(x1=shape.x1, y1=shape.y1, x2=shape.x2, y2=shape.y2)
        return f'<line{ends} stroke="{colour_of(shape.rule, look)}" stroke-width="{_short(shape.weight)}"{dashes}/>'
    x, y = _short(shape.x), _short(shape.y)
    bold = ' font-weight="bold"' if shape.bold else ""
    anchor = f' text-anchor="{_ANCHORS[shape.align]}"' if shape.align != "left" else ""
    turned = f' transform="rotate(-90 {x} {y})"' if shape.turned else ""
    look_of = f'font-size="{_short(shape.size)}" fill="{colour_of(shape.colour, look)}"'
    return f'<text x="{x}" y="{y}" {look_of}{bold}{anchor}{turned}>{escape(shape.text)}</text>'


def _look(shape: Box | Polygon, look: Look) -> str:
    fill = colour_of(shape.fill, look) if shape.fill else "none"
    rule = (
        f' stroke="{colour_of(shape.rule, look)}" stroke-width="{_short(shape.weight)}"' if shape.rule else ""
    )
    return f' fill="{fill}"{rule}'


def _places(**sides: float) -> str:
    return "".join(_named(sides))


def _named(sides: dict[str, float]) -> Iterator[str]:
    for name, side in sides.items():
        yield f' {name}="{_short(side)}"'


def _short(length: float) -> str:
    """A length to a hundredth, without needless digits."""
    return f"{length:.2f}".rstrip("0").rstrip(".")
