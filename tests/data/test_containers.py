"""Containers under different names."""

import pytest

from arxiv2bib.data.containers import is_same_container

SAME = [
    ("J. Phys. A", "Journal of Physics A: Mathematical and General"),
    ("J. Phys. A: Math. Theor.", "Journal of Physics A: Mathematical and General"),
    ("IEEE Transactions on Image Processing", "IEEE Trans. Image Process."),
    ("IEEE Transactions on Image Processing", "TIP"),
    ("Journal of Quiet Vision", "J. Quiet Vis."),
    ("Image and Vision Computing", "Image and Vision Computing Journal"),
    ("Proceedings of the British Machine Vision Conference", "BMVC 2021"),
    ("Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition", "CVPR Workshops"),
    ("Electronic Notes in Strange Matters", "ENSM"),
    ("Proceedings of SPIE", "SPIE Medical Imaging 2018: Digital Pathology"),
    ("IEEE Transactions on Image Processing", "TIP (Early Access)"),
    ("IEEE Robotics and Automation Letters", "RA-L and IROS"),
    ("Journal of Silent Vision", "Journal of Silnet Vision"),
    ("Pattern Recognition", "Pattern Recoginition"),
    (
        "ACM SIGGRAPH Conference and Exhibition on Computer Graphics and Interactive Techniques in Asia",
        "SIGGRAPH Asia 2022 Technical Communications",
    ),
    (
        "Proceedings of the IEEE/CVF International Conference on Computer Vision Workshops",
        "Computer Vision Workshops (ICCV Workshops), 2009 IEEE 12th International Conference on",
    ),
    (
        "Proceedings of the IEEE/CVF International Conference on Computer Vision Workshops",
        "2nd Workshop on Quiet Methods",
    ),
    ("Proceedings of the IEEE International Workshop on Multimedia Signal Processing", "mmsp"),
]
DIFFERENT = [
    ("J. Phys. B", "Journal of Physics A: Mathematical and General"),
    ("Physica A", "Physica D: Nonlinear Phenomena"),
    ("Pattern Recognition", "Pattern Recognition Letters"),
    ("IEEE Transactions on Image Processing", "IEEE Transactions on Medical Imaging"),
    ("CVPR 2021", "ICCV 2021"),
    ("Nature", "Sensors"),
    ("Journal of Quiet Vision", "Journal of Loud Vision"),
    ("Robotics", "Robotica"),
    ("Journal of Quiet Vision A", "Journal of Quiet Vision B"),
    ("Proceedings of the International Conference on Computer Vision", "Lecture Notes in Computer Science"),
    ("Proceedings of the IEEE/CVF International Conference on Computer Vision Workshops", "CVPR Workshops"),
    ("IEEE Robotics and Automation Letters", "Sensors and IROS"),
]


@pytest.mark.parametrize(("name", "other"), SAME)
def test_one_container_has_many_names(name: str, other: str) -> None:
    """Abbreviations, acronyms, workshops, words around a title and a slip of the pen make no other container."""
    assert is_same_container(name, other)
    assert is_same_container(other, name)


@pytest.mark.parametrize(("name", "other"), DIFFERENT)
def test_like_names_are_not_one(name: str, other: str) -> None:
    """A title that goes on, or differs in a word, is another, and so is the series of a volume."""
    assert not is_same_container(name, other)
    assert not is_same_container(other, name)
