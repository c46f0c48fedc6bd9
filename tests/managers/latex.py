"""LaTeX documents that cite everything, compiled with BibTeX's styles and with biblatex, and read back from the PDF."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from tests.managers.programs import Fault, MissingError, Program
from tests.managers.quick import TIME_LIMIT, find_command, run

__all__ = ["LATEX", "split_items"]

_ITEM: Final = re.compile(r"ENTRY<(\w+)>(.*?)(?=ENTRY<|\Z)", re.DOTALL)
_TROUBLE: Final = re.compile(r"^(?:! .*|Missing character: .*)$", re.MULTILINE)
_PREAMBLE: Final = r"""\documentclass%(class)s
\usepackage[T1]{fontenc}
\usepackage{lmodern,amsmath,amssymb,textcomp}
\pagestyle{empty}
\hyphenpenalty=10000 \exhyphenpenalty=10000
"""
# pdfLaTeX has no letters with two accents in its usual fonts, and biber makes such letters of TeX's commands.
_LUALATEX: Final = r"""\documentclass{article}
\usepackage{fontspec,amsmath,amssymb}
\pagestyle{empty}
\hyphenpenalty=10000 \exhyphenpenalty=10000
"""
# Each entry begins with its key, and not with the label that its style makes.
_BIBTEX: Final = (
    _PREAMBLE
    + r"""%(more)s
\begin{document}
\nocite{*}
\renewenvironment{thebibliography}[1]{\raggedright}{}
\renewcommand{\bibitem}[2][]{\par ENTRY\textless#2\textgreater\ }
\providecommand{\newblock}{}
%(style)s
\bibliography{papers}
\end{document}
"""
)
_BIBLATEX: Final = (
    _LUALATEX
    + r"""\usepackage[style=%(style)s,backend=biber,maxbibnames=99]{biblatex}
\addbibresource{papers.bib}
\AtEveryBibitem{ENTRY\textless\thefield{entrykey}\textgreater\ }
\begin{document}
\nocite{*}
\raggedright
\printbibliography
\end{document}
"""
)


def _find(*files: str) -> str:
    for name in ("pdflatex", "pdftotext", "kpsewhich"):
        if shutil.which(name) is None:
            raise MissingError(f"no program {name}")
    for file in files:
        if subprocess.run(["kpsewhich", file], capture_output=True, check=False, timeout=TIME_LIMIT).returncode:
            raise MissingError(f"LaTeX has no {file}")
    return find_command("pdflatex", "--version")


def _print(text: str, *, document: str, tool: str, engine: str = "pdflatex") -> dict[str, str]:
    """Return the text of each entry in the PDF of *document*, whose bibliography is *text*."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "papers.bib").write_text(text, encoding="utf-8")
        (place / "print.tex").write_text(document, encoding="utf-8")
        for command in (engine, tool, engine, engine):
            arguments = ["-interaction=nonstopmode", "print"] if command == engine else ["print"]
            subprocess.run([command, *arguments], cwd=place, capture_output=True, check=False, timeout=TIME_LIMIT)
        troubles = _TROUBLE.findall((place / "print.log").read_text("utf-8", errors="replace"))
        if troubles:
            raise AssertionError("\n".join(troubles))
        printed = run("pdftotext", "-enc", "UTF-8", "print.pdf", "-", folder=place)
    return split_items(printed)


def split_items(printed: str) -> dict[str, str]:
    """Return the text of each entry by key: each begins with ``ENTRY<key>``."""
    return {match[1]: match[2] for match in _ITEM.finditer(printed)}


def _bibtex(style: str, more: str = "", kind: str = "{article}") -> Callable[[str], dict[str, str]]:
    chosen = rf"\bibliographystyle{{{style}}}" if style else ""
    return partial(_print, document=_BIBTEX % {"style": chosen, "more": more, "class": kind}, tool="bibtex")


def _biblatex(style: str) -> Callable[[str], dict[str, str]]:
    return partial(_print, document=_BIBLATEX % {"style": style}, tool="biber", engine="lualatex")


_URL: Final = r"\usepackage{url}"
_APS: Final = "[aps,prl,longbibliography]{revtex4-2}"
# Links are shown, since what is in them counts.
_LINKS: Final = r"\AtBeginDocument{\def\href#1#2{#2 \textless\detokenize{#1}\textgreater}}"
_NO_AUTHORS: Final = Fault(frozenset({"author"}), "`@periodical` has editors, and no authors")
_REPEATED: Final = Fault(frozenset({"author"}), "writes a dash, or nothing, for the author of the entry above")

LATEX: Final[tuple[Program, ...]] = (
    Program("BibTeX, plain,", "bibtex", "bibtex", partial(_find, "plain.bst"), prints=_bibtex("plain")),
    Program("BibTeX, apalike,", "bibtex", "bibtex", partial(_find, "apalike.bst"), prints=_bibtex("apalike")),
    Program("BibTeX, IEEEtran,", "bibtex", "bibtex", partial(_find, "IEEEtran.bst"), prints=_bibtex("IEEEtran", _URL),
            faults=(_REPEATED,)),
    Program("BibTeX, REVTeX 4.2,", "revtex", "bibtex", partial(_find, "apsrev4-2.bst", "revtex4-2.cls"),
            prints=_bibtex("", _LINKS, _APS), faults=(_REPEATED,)),
    Program("biblatex, numeric,", "biblatex", "biblatex", partial(_find, "biblatex.sty", "fontspec.sty"),
            prints=_biblatex("numeric"), faults=(_NO_AUTHORS,)),
)  # fmt: skip
