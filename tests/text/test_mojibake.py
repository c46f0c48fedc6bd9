"""Broken encodings: what is repaired, what is reported, what is left alone."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib.text.mojibake import Repair, repair_mojibake


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("Luis Gómez-Chova", "Luis GÃ³mez-Chova"),
        ("Gül Varol", "GÃ¼l Varol"),
        ("Kołakowski", "KoÅ‚akowski"),
        ("Risojević", "RisojeviÄ\x87"),
        ("don’t", "donâ€™t"),
        ("中国", "ä¸\xadå›½"),
        ("Привет", "Ð\x9fÑ€Ð¸Ð²ÐµÑ‚"),
        ("São Paulo, Müller", "SÃ£o Paulo, Müller"),
    ],
)
def test_utf8_read_as_one_byte_text_is_repaired(expected: str, text: str) -> None:
    """Where all bytes are there, the text is made whole, and what was right before stays."""
    assert (expected, Repair.REPAIRED) == repair_mojibake(text)


@pytest.mark.parametrize("text", ["GÃƒÂ³mez", "GÃÂ³mez"])
def test_text_encoded_twice_is_repaired_to_the_end(text: str) -> None:
    """Two layers come off, also where the outer one has lost a control character."""
    assert ("Gómez", Repair.REPAIRED) == repair_mojibake(text)


@pytest.mark.parametrize("text", ["Vladimir RisojeviÄ", "Vladan StojniÄ", "KoÅakowski", "a \ufffd b", "ÐÑÐÐÑ"])
def test_lost_bytes_are_reported_and_the_text_stays(text: str) -> None:
    """What cannot be undone is not guessed at."""
    assert (text, Repair.LOSSY) == repair_mojibake(text)


def test_a_lossy_word_does_not_keep_others_from_repair() -> None:
    """A mixed text is repaired where possible, and called lossy."""
    assert ("Gómez and RisojeviÄ", Repair.LOSSY) == repair_mojibake("GÃ³mez and RisojeviÄ")


@pytest.mark.parametrize(
    "text",
    [
        "", "plain", "Åsa Ähnlich", "Übung", "château", "Nguyễn Âu", "São", "CÃO", "SÃO PAULO", "Ångström", "Él", "Ân",
        "ÄÖ", "ÅÄÖ", "中文标题", "日本語の題", "Łódź", "âlem", "kâğıt", "İstanbul", "100 mÅ", "«CAFÉ»", "PELÉ’s", "à…",
        "“PARÁ”", "Jonáš Herec", "GÄNSE", "Привет, мир", "Ð", "À la carte", "Ângela Carneiro", "Café™", "n° 5",
        "ÇA VA…", "Straß…", "q=áŠ and b", "Ã", "Trần Thị Âu Cơ", "Þór Ðorsteinn",
    ],
)  # fmt: skip
def test_right_words_raise_no_alarm(text: str) -> None:
    """Capitals with accents, quotation marks behind them, units and other scripts are left alone."""
    assert (text, Repair.NONE) == repair_mojibake(text)


@given(st.text(st.characters(codec="ascii")))
def test_ascii_is_never_touched(text: str) -> None:
    """ASCII has no mojibake."""
    assert (text, Repair.NONE) == repair_mojibake(text)


@given(
    st.lists(
        st.sampled_from(["Ã", "Â", "Ä", "Å", "â", "€", "™", "©", "³", "\x80", "\x87", "ć", "é", " ", "a", "\ufffd"])
    )
)
def test_any_text_is_answered(pieces: list[str]) -> None:
    """Never raises; NONE means that nothing was changed, REPAIRED that something was."""
    text = "".join(pieces)
    fixed, repair = repair_mojibake(text)
    assert repair is not Repair.NONE or fixed == text
    assert repair is not Repair.REPAIRED or fixed != text


def test_the_seed_has_two_names_to_repair_and_two_lost(corpus: Path) -> None:
    """The digest that the project started from: exactly the four places that differ from its clean form."""
    lines = (corpus / "seed" / "cs.CV-2021-11-05.md").read_text("utf-8").splitlines()
    names = [name for line in lines if line.startswith("- **Authors**: ") for name in line[15:].split(", ")]
    answers = [repair_mojibake(name) for name in names]
    assert ["Luis Gómez-Chova", "Gül Varol"] == [name for name, repair in answers if repair is Repair.REPAIRED]
    assert ["Vladimir RisojeviÄ", "Vladan StojniÄ"] == [name for name, repair in answers if repair is Repair.LOSSY]
    others = [line for line in lines if not line.startswith("- **Authors**: ")]
    assert {Repair.NONE} == {repair_mojibake(line)[1] for line in others}


@pytest.mark.corpus_files("digests/*.md")
def test_the_digests_raise_no_alarm(corpus_file: Path) -> None:
    """Every line of the clean digests is left as it is."""
    for line in corpus_file.read_text("utf-8").splitlines():
        assert (line, Repair.NONE) == repair_mojibake(line)


@pytest.mark.corpus_files("jsonl/*.jsonl")
def test_the_snapshot_raises_no_alarm(corpus_file: Path) -> None:
    """Nor do the values of arXiv's own records."""
    for line in corpus_file.read_text("utf-8").splitlines():
        for value in re.findall(r"[^\x00-\x7f]+", json.dumps(json.loads(line), ensure_ascii=False)):
            assert (value, Repair.NONE) == repair_mojibake(value)
