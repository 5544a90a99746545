"""The style sheet of a web page, from a house style's look. Imports document only."""

from collections.abc import Iterable

from app.document.nodes import Look

_FAMILIES = {
    "Liberation Sans": '"Liberation Sans", Arial, Helvetica, sans-serif',
    "Liberation Serif": '"Liberation Serif", "Times New Roman", Times, serif',
}

_SHEET = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
html { font-size: 106.25%%; }
body { margin: 0; background: #fff; color: %(ink)s; font: 1rem/%(leading)s %(family)s; overflow-wrap: break-word; }
a { color: %(accent)s; text-underline-offset: .15em; }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid %(accent)s; outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: #fff; z-index: 1; }
header, nav, main, footer.page { max-width: 46rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 4rem; padding-bottom: 3rem; }
header h1 { margin: .5rem 0; font-size: 2.4rem; line-height: 1.15; color: %(accent)s; }
header p { margin: .25rem 0; }
header .organisation { font-size: 1.15rem; font-weight: bold; }
header .period { font-size: 1.4rem; }
header .lines { margin-top: 1.5rem; }
header .label { display: inline-block; border: 2px solid currentColor; padding: .1rem .8rem; font-weight: bold; }
header.band { border-top: 1.2rem solid %(accent)s; }
header.block { max-width: none;
  background: %(accent)s; color: #fff; padding: 5rem max(1.5rem, calc(50vw - 21.5rem)) 4rem; }
header.block h1 { color: #fff; }
main h1, h2, h3, h4, h5, h6, .h7 { color: %(accent)s; line-height: 1.25; break-after: avoid; }
main h1 { margin: 3.5rem 0 1rem; font-size: %(h1)srem; } main > h1:first-child { margin-top: 2rem; }
h2 { margin: 3rem 0 1rem; font-size: %(h2)srem; } h3 { margin: 2rem 0 .6rem; font-size: %(h3)srem; }
h4 { margin: 1.6rem 0 .5rem; font-size: %(h4)srem; } h5 { margin: 1.4rem 0 .4rem; font-size: %(h5)srem; }
h6, .h7 { margin: 1.2rem 0 .3rem; font-size: 1rem; } .h7 { font-weight: bold; }
h2 { border-bottom: 1px solid %(table_rule)s; padding-bottom: .25rem; }
.number { margin-right: .45em; }
%(capitals)s
p { margin: 0 0 .8rem; orphans: 2; widows: 2; }
.statement { margin: 1.4rem 0; padding: .2rem 0 .2rem 1.2rem;
  border-left: .35rem solid %(accent)s; font-size: 1.25rem; }
.slogan { margin: 1.4rem 0; font-size: 1.6rem; font-weight: bold; color: %(accent)s; }
.lead { break-after: avoid; } .label { margin: 1.2rem 0 .3rem; break-after: avoid; }
.signature { margin: 0; } .signature + :not(.signature) { margin-top: 1.2rem; }
.signature > strong:only-child { display: inline-block; margin-top: 1.4rem; }
.note, .caption { font-size: .92rem; } .quote { margin-left: 1.5rem; }
ul, ol { margin: 0 0 1rem; padding-left: 1.5rem; } li { margin-bottom: .5rem; } li > p { margin: 0 0 .35rem; }
ul.numbered { list-style: none; padding-left: 0; } ul.numbered > li { display: flex; }
ul.numbered > li > .number { flex: none; min-width: 2.2em; }
.wide { overflow-x: auto; margin: 1rem 0 1.5rem; }
table { width: 100%%; border-collapse: collapse; font-size: .94rem; line-height: 1.35; }
caption { padding: .3rem 0; text-align: left; font-weight: bold; break-after: avoid; }
th, td { padding: .45rem .6rem; border: 1px solid %(table_rule)s; text-align: left; vertical-align: top; }
thead th, .sheet th { background: %(table_head)s; } tbody th { font-weight: normal; } .sheet th { font-weight: bold; }
table.plain th, table.plain td { border: 0; }
td > p, th > p { margin: 0 0 .4rem; } td > :last-child, th > :last-child { margin-bottom: 0; }
td > ul, td > ol { padding-left: 1.1rem; }
.right { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } .centre { text-align: center; }
figure { margin: 1.2rem 0; } figure img, figure svg { max-width: 100%%; height: auto; }
nav { padding-top: 1rem; } nav ol { list-style: none; padding-left: 0; } nav ol ol { padding-left: 1.4rem; }
nav li { margin: .3rem 0; } nav li li { margin: .2rem 0; } nav h2 { border: 0; }
main nav { padding: 0; }
footer.page { margin-top: 4rem; padding-top: 1rem; padding-bottom: 2rem;
  border-top: 1px solid %(table_rule)s; font-size: .88rem; }
ins { color: #0b4fb3; text-decoration: underline; } del { color: #b83a00; text-decoration: line-through; }
.form { color: #5a4a78; font-style: italic; font-weight: normal; }
.restyled { text-decoration: underline dotted #5a4a78; text-underline-offset: .2em; }
del + ins::before { content: "\\200b"; }
.redline a { color: inherit; text-decoration: none; }
ins img { outline: 3px solid #0b4fb3; } del img { outline: 3px dashed #b83a00; opacity: .6; }
figure ins:has(img), figure del:has(img) { display: block; }
%(widths)s
@page { size: %(page)s; margin: %(margin)smm; @bottom-right { content: counter(page) " / " counter(pages); } }
@media print {
  html { font-size: %(size)spt; } header, nav, main, footer.page { max-width: none; padding-left: 0; padding-right: 0; }
  header.block { padding: 4rem 2rem; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .skip { display: none; } thead { display: table-header-group; }
  .new-page { break-before: page; }
  .new-page:empty + .new-page, .new-page:empty + nav > .new-page { break-before: auto; }
  tr, figure, li > p { break-inside: avoid; } .wide { overflow: visible; } a { color: inherit; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
"""


def style_sheet(look: Look, shares: Iterable[int]) -> str:
    """The style sheet; `shares` are the column widths, in per cent, that the page's tables use."""
    sizes = [round(each / look.size, 3) for each in look.heading_sizes]
    capitals = ", ".join(f"h{level + 1}" for level in range(1, look.capital_levels + 1) if level < 6)
    upper = (
        f"{capitals} {{ text-transform: uppercase; }}" if look.heading_case == "capitals" and capitals else ""
    )
    return _SHEET % {
        "ink": look.ink, "accent": look.accent, "table_head": look.table_head, "table_rule": look.table_rule,
        "leading": f"{look.leading:g}", "family": _FAMILIES[look.font], "page": look.page, "size": f"{look.size:g}",
        "margin": f"{look.margin:g}", "capitals": upper,
        "h1": round(sizes[0] * 1.25, 3), "h2": sizes[0], "h3": sizes[1], "h4": sizes[2], "h5": sizes[3],
        "widths": " ".join(f".w{share} {{ width: {share}%; }}" for share in sorted(set(shares))),
    }  # fmt: skip
