"""What the benchmarks read: the digests of the corpus, or generated ones where there is no corpus."""

import os
import random
from pathlib import Path

import attrs

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_CORPUS = Path(os.environ.get("ARXIV2BIB_CORPUS") or ROOT.parent / "shared" / "corpus")

_GIVEN = "Ashish Noam Niki Jakob Llion Aidan Łukasz Illia José Gül Martin Wei Xiaoming Mahiye Søren Anne-Marie".split()
_FAMILY = "Vaswani Shazeer Parmar Uszkoreit Jones Gómez Kaiser Polosukhin Varol Kišš Zhang Öztürk van_der_Berg".split()
_WORDS = (
    "attention network image model training data learning method detection segmentation robust deep convolution video "
    "pixel feature transfer adversarial loss camera depth motion object recognition of for with from under over and the"
).split()
_CATEGORIES = ("cs.CV", "cs.LG", "cs.AI", "eess.IV", "stat.ML", "68T45", "I.4.8")


@attrs.frozen
class Inputs:
    """The digests of one run and the folder for what is written.

    ``origin`` says in the words of the result page where the digests come from.
    """

    paths: tuple[Path, ...]
    scratch: Path
    origin: str

    @property
    def size(self) -> int:
        """The size of all digests in bytes."""
        return sum(path.stat().st_size for path in self.paths)


def find_inputs(corpus: Path, scratch: Path, *, limit: int | None = None) -> Inputs:
    """Return the digests below *corpus*, at most *limit* of them, or generated ones in *scratch* if there are none."""
    paths = sorted((corpus / "digests").glob("*.md"))[:limit]
    if paths:
        return Inputs(tuple(paths), scratch, f"{len(paths)} daily digests of the project's test data")
    count = limit if limit is not None else 40
    return Inputs(tuple(write_digests(scratch / "digests", count)), scratch, f"{count} generated digests")


def write_digests(folder: Path, count: int) -> list[Path]:
    """Write *count* digests of 50 made-up records each to *folder*, the same ones every time; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    source = random.Random(20170612)
    paths = []
    for number in range(count):
        records = "\n\n\n".join(_make_record(source, number * 50 + index) for index in range(50))
        path = folder / f"{number:04d}.md"
        path.write_text(f"# Arxiv Papers in cs.CV on 2021-11-05\n{records}\n", encoding="utf-8")
        paths.append(path)
    return paths


def _make_words(source: random.Random, least: int, most: int) -> str:
    return " ".join(source.choices(_WORDS, k=source.randint(least, most)))


def _make_record(source: random.Random, number: int) -> str:
    identifier = f"21{number // 50_000 % 12 + 1:02d}.{number % 50_000:05d}v{source.randint(1, 4)}"
    authors = ", ".join(
        f"{source.choice(_GIVEN)} {source.choice(_FAMILY).replace('_', ' ')}" for _ in range(source.randint(1, 9))
    )
    doi = f"10.1109/TEST.{number}" if source.random() < 0.2 else "None"
    comment = f"{source.randint(4, 40)} pages, {_make_words(source, 2, 12)}" if source.random() < 0.6 else "None"
    primary, *others = source.sample(_CATEGORIES[:5], 2) + source.sample(_CATEGORIES[5:], source.randint(0, 1))
    abstract = f"{_make_words(source, 80, 180)} $x_{{{number}}} \\in R^n$, by 12\\% {_make_words(source, 20, 60)}."
    return "\n".join(
        (
            f"### {_make_words(source, 5, 12).title()}: {_make_words(source, 2, 6)}",
            f"- **Arxiv ID**: http://arxiv.org/abs/{identifier}",
            f"- **DOI**: {doi}",
            f"- **Categories**: **{primary}**, {', '.join(others)}",
            f"- **Links**: [PDF](http://arxiv.org/pdf/{identifier})",
            f"- **Published**: 2021-11-{source.randint(1, 28):02d} 15:38:37+00:00",
            f"- **Updated**: 2021-12-{source.randint(1, 28):02d} 18:30:33+00:00",
            f"- **Authors**: {authors}",
            f"- **Comment**: {comment}",
            "- **Journal**: None",
            f"- **Summary**: {abstract}",
        )
    )
