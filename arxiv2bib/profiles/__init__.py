"""What each program wants of a bibliography: the format, the exporter's options, and the bytes of the file."""

from arxiv2bib.profiles.records import Output, Profile, Setting
from arxiv2bib.profiles.table import PROFILES, find_profile

__all__ = ["PROFILES", "Output", "Profile", "Setting", "find_profile"]
