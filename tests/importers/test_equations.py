"""Equations of Word files, on one line with all the signs that Word draws."""

from pathlib import Path

import pytest

from app.importers.guard import Limits
from app.importers.word.document import read_word
from tests.importers.word_files import texts, write_word


def m(name: str, *inside: str) -> str:
    return f"<m:{name}>{''.join(inside)}</m:{name}>"


def t(words: str) -> str:
    return m("r", f"<m:t>{words}</m:t>")


def e(words: str) -> str:
    return m("e", t(words))


def said(properties: str, **signs: str) -> str:
    return m(properties, *(f'<m:{name} m:val="{sign}"/>' for name, sign in signs.items()))


def over(above: str, below: str) -> str:
    return m("f", m("num", above), m("den", below))


COUNT = m("nary", said("naryPr", chr="∑"), m("sub", t("k=0")), m("sup", t("n")), e("k"))
EQUATIONS = {
    "a fraction": (over(t("a"), t("b")), "a/b"),
    "a fraction of sums": (over(t("a+b"), t("1,200.5")), "(a+b)/1,200.5"),
    "a fraction in a fraction": (over(t("a"), over(t("b"), t("c"))), "a/(b/c)"),
    "a fraction of brackets": (over(m("d", e("a+b")), t("2")), "(a+b)/2"),
    "a power": (m("sSup", e("r"), m("sup", t("2"))), "r^2"),
    "a power of more than one term": (m("sSup", e("a"), m("sup", t("n-k"))), "a^(n-k)"),
    "a power of a product": (m("sSup", e("a"), m("sup", t("2n"))), "a^(2n)"),
    "an index": (m("sSub", e("x"), m("sub", t("i"))), "x_i"),
    "an index and a power": (m("sSubSup", e("x"), m("sub", t("i")), m("sup", t("2"))), "x_i^2"),
    "a sum": (COUNT, "∑_(k=0)^n k"),
    "an integral, whose sign is not named": (m("nary", m("sub"), m("sup"), e("x")), "∫ x"),
    "brackets": (m("sSup", m("e", m("d", e("x+a"))), m("sup", t("n"))), "(x+a)^n"),
    "other brackets with parts": (
        m("d", said("dPr", begChr="[", sepChr=";", endChr="["), e("a"), e("b")),
        "[a;b[",
    ),
    "a bracket on one side": (m("d", said("dPr", begChr="{", endChr=""), e("a")), "{a"),
    "a root": (m("rad", said("radPr", degHide="1"), m("deg"), e("2x")), "√(2x)"),
    "a cube root": (m("rad", m("deg", t("3")), e("x")), "root 3 of x"),
    "a function": (m("func", m("fName", t("cos")), e("x")), "cos x"),
    "a limit": (m("limLow", e("lim"), m("lim", t("n→∞"))), "lim_(n→∞)"),
    "a matrix": (m("m", m("mr", e("1"), e("2")), m("mr", e("3"), e("4"))), "1, 2; 3, 4"),
    "equations one below the other": (m("eqArr", e("a=1"), e("b=2")), "a=1; b=2"),
}


class DescribeEquations:
    @pytest.mark.parametrize("what", EQUATIONS)
    def it_keeps_every_sign(self, what: str, tmp_path: Path) -> None:
        drawn, told = EQUATIONS[what]
        equation = m("oMathPara", m("oMath", drawn))
        source = read_word(write_word(tmp_path / "x.docx", f"<w:p>{equation}</w:p>{equation}"), Limits())
        assert texts(source.blocks) == [told, told]

    def it_puts_no_bracket_for_what_was_deleted(self, tmp_path: Path) -> None:
        gone = '<w:del w:id="1" w:author="Ann">' + t("+b") + "</w:del>"
        source = read_word(
            write_word(tmp_path / "x.docx", f"<w:p>{over(t('a') + gone, t('2'))}</w:p>"), Limits()
        )
        assert texts(source.blocks) == ["a/2"]
