"""Containers under different names."""

import pytest

from arxiv2bib.data.containers import is_same_container

SAME = [
    ("IEEE Transactions on Image Processing", "IEEE Trans. Image Process."),
    ("IEEE Transactions on Image Processing", "TIP"),
    ("Journal of Quiet Vision", "J. Quiet Vis."),
    ("Image and Vision Computing", "Image and Vision Computing Journal"),
    ("Proceedings of the British Machine Vision Conference", "BMVC 2021"),
    ("Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition", "CVPR Workshops"),
    ("Electronic Notes in Strange Matters", "ENSM"),
    ("Proceedings of SPIE", "SPIE Medical Imaging 2018: Digital Pathology"),
]
DIFFERENT = [
    ("Pattern Recognition", "Pattern Recognition Letters"),
    ("IEEE Transactions on Image Processing", "IEEE Transactions on Medical Imaging"),
    ("CVPR 2021", "ICCV 2021"),
    ("Nature", "Sensors"),
    ("Journal of Quiet Vision", "Journal of Loud Vision"),
]


@pytest.mark.parametrize(("name", "other"), SAME)
def test_one_container_has_many_names(name: str, other: str) -> None:
    """Abbreviations, acronyms, workshops and words around a title make no other container."""
    assert is_same_container(name, other)
    assert is_same_container(other, name)


@pytest.mark.parametrize(("name", "other"), DIFFERENT)
def test_like_names_are_not_one(name: str, other: str) -> None:
    """A title that goes on, or differs in a word, is another."""
    assert not is_same_container(name, other)
    assert not is_same_container(other, name)
