"""``python -m arxiv2bib``."""

from arxiv2bib.cli import main

if __name__ == "__main__":
    main()
