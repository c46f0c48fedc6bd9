"""Which encoding some bytes are in."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxiv2bib.text.encoding import Guess, decode_bad_bytes, guess_encoding, is_binary

NAMES = "@book{a, author={Müller and 张三 and Петров and Nguyễn and Şahin and 田中}, title={A Title}}"


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_bom_says_the_encoding(bom: bytes, encoding: str) -> None:
    """The codec named is that of what follows the mark, so the mark is not decoded."""
    data = bom + NAMES.encode(encoding)
    guess = guess_encoding(data)
    assert Guess(encoding, bom=bom) == guess
    assert NAMES == data[len(guess.bom) :].decode(guess.encoding)
    assert not is_binary(data)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_bom_is_seen_by_its_nuls(encoding: str) -> None:
    """Every second byte of Latin text is NUL; an odd end is no harm."""
    data = NAMES.encode(encoding)
    assert Guess(encoding, certain=False) == guess_encoding(data)
    assert Guess(encoding, certain=False) == guess_encoding(data[:-1], final=False)
    assert not is_binary(data)


@given(st.text())
def test_valid_utf8_is_certain(text: str) -> None:
    """UTF-8 says itself that it is UTF-8; so does an empty file. NULs are for the test above."""
    data = text.replace("\0", "").lstrip("\ufeff").encode()
    assert Guess("utf-8") == guess_encoding(data)


@given(st.text(st.characters(codec="utf-8", min_codepoint=0x20), min_size=1), st.integers(1, 3))
def test_a_chunk_may_end_inside_a_character(text: str, missing: int) -> None:
    """A cut character counts only at the end of the file."""
    data = ("éééé" + text.replace("\ufeff", "") + "𝄞").encode()[:-missing]
    assert Guess("utf-8") == guess_encoding(data, final=False)
    assert guess_encoding(data).bad_bytes


def test_a_few_bad_bytes_do_not_make_it_another_encoding() -> None:
    """A file that was UTF-8 once, with something pasted in, stays UTF-8."""
    data = "Müller, Gómez, 张三".encode() + b", Andr\xe9"
    assert Guess("utf-8", bad_bytes=True) == guess_encoding(data)


@pytest.mark.parametrize(
    "text",
    [
        "Müller", "José Gonçalves", "Åsa Öberg", "INFORMAÇÃO", "São João", "Ação e emoção", "“quoted” text – dash",
        "Ängström määrä", "Ñandú", "Straße", "naïve façade", "Übung", "Tomás Ó Súilleabháin", "Œuvre", "à la",
        "© 2010 Smith", "Hölder–Young", "L’été", "Þór Ðorsteinn", "MÜNCHEN", "¿Qué?", "author = {Inês Dutra},",
    ],
)  # fmt: skip
def test_western_words_are_cp1252(text: str) -> None:
    """An accented letter belongs in a Latin word."""
    data = text.encode("cp1252")
    assert Guess("cp1252", certain=False) == guess_encoding(data)
    assert text == data.decode("cp1252")


@pytest.mark.parametrize(
    "text",
    [
        "张三",
        "author = {李明 and 王小红}",
        "基于深度学习的图像分割方法研究",
        "用LaTeX排版，第３版",
        "赵、钱；孙",
        "Pável Ilmério",
    ],
)
def test_hanzi_and_full_width_signs_are_gbk(text: str) -> None:
    """Common hanzi, full-width signs, and the accented letters that GBK has."""
    data = text.encode("gbk")
    assert Guess("gbk", certain=False) == guess_encoding(data)
    assert Guess("gbk", certain=False) == guess_encoding(data + "中".encode("gbk")[:1], final=False)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
@pytest.mark.parametrize(
    "text",
    [
        "author = {Петров, В. И.},",
        "title = {Введение в теорию графов},",
        "{Модели и методы оценки коммерческих банков в условиях неопределённости}",
        "М.: Наука, 1985. --- 320~с.",
        "НАУКА И ЖИЗНЬ, Сибирское отделение",
    ],
)
def test_russian_words_are_known_by_their_capitals(text: str, encoding: str) -> None:
    """Where one of the two has a capital, the other has a small letter; a brace behind a word is no part of it."""
    data = text.encode(encoding)
    assert Guess(encoding, certain=False) == guess_encoding(data)


def test_words_of_other_cyrillic_languages_are_cp1251() -> None:
    """Ukrainian, Belarusian and Serbian have letters of their own."""
    for text in ("Національна академія наук України, Київ", "Беларуская мова і літаратура", "Ђорђевић, Љубиша"):
        assert Guess("cp1251", certain=False) == guess_encoding(text.encode("cp1251"))


def test_bytes_undefined_in_cp1252_leave_latin_1() -> None:
    """Latin-1 comes last: it gives every byte a meaning."""
    assert Guess("latin-1", certain=False) == guess_encoding(b"caf\xe9 \x81 \x9d")


@given(st.binary(), st.booleans())
def test_any_bytes_are_answered_with_a_codec_that_reads_them(data: bytes, final: bool) -> None:
    """Never raises; without bad bytes, the codec named decodes the data."""
    guess = guess_encoding(data, final=final)
    decoder = codecs.getincrementaldecoder(guess.encoding)(errors="surrogateescape" if guess.bad_bytes else "strict")
    if not (guess.bad_bytes and guess.encoding.startswith("utf-")) or guess.encoding == "utf-8":
        decoder.decode(data[len(guess.bom) :], final)
    is_binary(data)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n",
        b"\x1f\x8b\x08",
        b"PK\x03\x04",
        b"SQLite format 3\0",
        b"\x7fELF",
        bytes(range(256)),
    ],
)
def test_binary_files_are_known(data: bytes) -> None:
    """By their first bytes, or by control characters that no text has."""
    assert is_binary(data)


@pytest.mark.parametrize("data", [b"", b"\n", b"@book{a}\x1a", b"a\fb", b"x" * 1000 + b"\0", "中文".encode("gbk")])
def test_text_is_not_binary(data: bytes) -> None:
    """The end mark of DOS, form feeds, a stray NUL and bytes of other encodings are found in texts."""
    assert not is_binary(data)


def test_bad_bytes_become_the_characters_of_cp1252() -> None:
    """A lone surrogate is its byte's cp1252 character, or Latin-1's where cp1252 has none; other text stays."""
    assert "é “x” \x81 中 \ud800" == decode_bad_bytes(
        b"\xe9 \x93x\x94 \x81 ".decode("utf-8", "surrogateescape") + "中 \ud800"
    )


@given(st.binary())
def test_no_escaped_byte_is_left(data: bytes) -> None:
    """What was decoded with surrogateescape becomes text that UTF-8 can write, one character a byte."""
    escaped = data.decode("utf-8", "surrogateescape")
    clean = decode_bad_bytes(escaped)
    assert len(escaped) == len(clean)
    clean.encode("utf-8")


# Words that stand in these files, in letters that only the right encoding gives.
WEB = {
    "tcc-mhadaniya.googlecode.com": ("cp1252", "Informação"),
    "www-di.inf.puc-rio.br": ("cp1252", "Mäntyjärvi"),
    "logic.csci.unt.edu": ("cp1252", "Inês"),
    "www.site.uottawa.ca": ("cp1252", "Laganière"),
    "www.physics.irfu.se": ("cp1252", "ionosphere–magnetosphere"),
    "https_vmi.lmt.ei.tum.de": ("cp1252", "Manövrierhorizont"),
    "svn.natalian.org": ("cp1252", "Håkon"),
    "www-personal.umich.edu": ("gbk", "PáVel"),
    "sankhya.isical.ac.in": ("cp1252", "Tillé"),
}


@pytest.mark.parametrize("host", WEB)
def test_real_bibliographies_get_their_accents(corpus: Path, host: str) -> None:
    """The files of the web that are not UTF-8, each looked at by eye."""
    (path,) = (
        path
        for path in (corpus / "bib" / "web").glob(f"{host}*")
        if guess_encoding(path.read_bytes()).encoding != "utf-8"
    )
    data = path.read_bytes()
    encoding, word = WEB[host]
    assert Guess(encoding, certain=False) == guess_encoding(data)
    assert word in data.decode(encoding)
    assert not is_binary(data)


def test_no_other_bibliography_is_guessed(corpus: Path) -> None:
    """All the others say that they are UTF-8; one more has a lone bar of cp1252, on purpose."""
    guessed = [
        path.name
        for path in (corpus / "bib").rglob("*")
        if path.is_file() and not guess_encoding(path.read_bytes()).certain
    ]
    assert len(WEB) + 1 == len(guessed)
