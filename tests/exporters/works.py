"""A handful of works as the model holds them, one for each kind that people cite most."""

from arxiv2bib import (
    ArxivId,
    ArxivInfo,
    Contributor,
    Date,
    Doi,
    Entry,
    EntryType,
    Extra,
    Isbn,
    Issn,
    Name,
    NameRole,
    Pages,
)

PREPRINT = Entry(
    type=EntryType.ARTICLE,
    key="vaswani2017attention",
    title="Attention Is All You Need",
    author=(
        Name(family="Vaswani", given="Ashish"),
        Name(family="Shazeer", given="Noam"),
        Name(family="Gomez", given="Aidan N."),
        Name(family="Kaiser", given="Łukasz"),
    ),
    issued=Date(start=(2017, 6, 12)),
    submitted=Date(start=(2017, 6, 12)),
    doi=Doi("10.48550/arXiv.1706.03762"),
    url="https://arxiv.org/abs/1706.03762",
    arxiv=ArxivInfo(
        id=ArxivId("1706.03762"),
        primary_category="cs.CL",
        categories=("cs.CL", "cs.LG"),
        comment="15 pages, 5 figures",
    ),
)

PREPRINT_OF_ARTICLE = Entry(
    type=EntryType.ARTICLE,
    key="abbott2016observation",
    title="Observation of Gravitational Waves from a Binary Black Hole Merger",
    author=(
        Name(literal="LIGO Scientific Collaboration"),
        Name(literal="Virgo Collaboration"),
        Name(family="Abbott", given="B. P."),
    ),
    truncated=(NameRole.AUTHOR,),
    issued=Date(start=(2016, 2, 11)),
    submitted=Date(start=(2016, 2, 11)),
    version="1",
    doi=Doi("10.48550/arXiv.1602.03837"),
    url="https://arxiv.org/abs/1602.03837",
    arxiv=ArxivInfo(
        id=ArxivId("1602.03837"),
        primary_category="gr-qc",
        categories=("gr-qc", "astro-ph.HE"),
        comment="16 pages, 4 figures",
        journal_ref="Phys. Rev. Lett. 116, 061102 (2016)",
        doi="10.1103/PhysRevLett.116.061102",
        report_number="LIGO-P150914",
    ),
)

JOURNAL_ARTICLE = Entry(
    type=EntryType.ARTICLE_JOURNAL,
    key="abbott2016gw",
    title="Observation of Gravitational Waves from a Binary Black Hole Merger",
    author=(
        Name(family="Abbott", given="B. P."),
        Name(literal="LIGO Scientific Collaboration and Virgo Collaboration"),
    ),
    container_title="Physical Review Letters",
    container_title_short="Phys. Rev. Lett.",
    volume="116",
    issue="6",
    article_number="061102",
    issued=Date(start=(2016, 2, 11)),
    publisher="American Physical Society",
    doi=Doi("10.1103/PhysRevLett.116.061102"),
    issn=(Issn("0031-9007"), Issn("1079-7114")),
    arxiv=ArxivInfo(id=ArxivId("1602.03837"), primary_category="gr-qc", categories=("gr-qc",)),
)

THESIS = Entry(
    type=EntryType.THESIS,
    key="godel1929",
    title="Über die Vollständigkeit des Logikkalküls",
    author=(Name(family="Gödel", given="Kurt"),),
    issued=Date(start=(1929,)),
    genre="PhD thesis",
    publisher="Universität Wien",
    publisher_place="Wien",
    language="de",
    keyword=("logic", "completeness, of first-order logic"),
)

CHAPTER = Entry(
    type=EntryType.CHAPTER,
    key="thooft1988",
    title="The $1/N$ Expansion & <i>Its</i> Uses",
    author=(Name(family="Hooft", non_dropping_particle="'t", given="Gerard"),),
    container_title="Quantum Fields: Then_and Now",
    editor=(
        Name(family="Beethoven", dropping_particle="von", given="Ludwig"),
        Name(family="King", given="M. L.", suffix="Jr."),
    ),
    collection_title="Lecture Notes in Physics",
    volume="306",
    page=Pages(first="1", last="20"),
    publisher="Springer",
    publisher_place="Berlin",
    issued=Date(start=(1988, 5)),
    isbn=(Isbn("978-3-16-148410-0"),),
)

PROCEEDINGS_PAPER = Entry(
    type=EntryType.PAPER_CONFERENCE,
    key="he2016deep",
    title="Deep Residual Learning for Image Recognition",
    author=(Name(family="He", given="Kaiming"), Name(family="Zhang", given="Xiangyu")),
    container_title="2016 IEEE Conference on Computer Vision and Pattern Recognition (CVPR)",
    event_title="CVPR 2016",
    event_place="Las Vegas",
    variables=(("event-date", "2016-06-27/2016-06-30"),),
    page=Pages(first="770", last="778"),
    publisher="IEEE",
    issued=Date(start=(2016, 6)),
    doi=Doi("10.1109/CVPR.2016.90"),
)

EDITED_BOOK = Entry(
    type=EntryType.BOOK,
    key="knuth1997art",
    title="The Art of Computer Programming",
    short_title="TAOCP",
    author=(Name(family="Knuth", given="Donald E."),),
    editor=(Name(family="Doe", given="Jane"), Name(family="Roe", given="Richard")),
    contributors=(
        Contributor(NameRole.TRANSLATOR, (Name(family="Díaz", given="Ana"),)),
        Contributor(NameRole.COLLECTION_EDITOR, (Name(family="Series", given="Ed"),)),
    ),
    collection_title="Addison-Wesley Series in Computer Science",
    collection_number="4",
    volume="1",
    edition="3",
    publisher="Addison–Wesley",
    publisher_place="Reading, Massachusetts",
    issued=Date(start=(1997,)),
    isbn=(Isbn("978-0-201-89683-1"),),
    variables=(("number-of-pages", "650"), ("call-number", "QA76.6")),
)

REPORT = Entry(
    type=EntryType.REPORT,
    key="corbato1965",
    title="Introduction and Overview of the Multics System",
    author=(Name(family="Corbató", given="F. J."), Name(literal="Multics Group, MIT")),
    genre="Technical Report",
    number="TR-24",
    publisher="MIT Lincoln Laboratory",
    issued=Date(start=(1965,), circa=True),
    abstract="100% of users <3 it; see § 2. Costs \\$5.",
)

DATASET = Entry(
    type=EntryType.DATASET,
    key="deng2009data",
    title="ImageNet {full} release",
    author=(Name(family="Deng"),),
    publisher="Zenodo",
    version="2.0",
    issued=Date(start=(2009, 1, 1), end=(2012, 12, 31)),
    doi=Doi("10.1000/sici(1996)1:1<1::aid>3.0.co;2-#"),
    status="published",
)

SOFTWARE = Entry(
    type=EntryType.SOFTWARE,
    key="harris2020",
    title="NumPy",
    author=(Name(literal="The NumPy Developers"),),
    version="1.19.0",
    issued=Date(start=(2020, 6, 20)),
    url="https://numpy.org/doc/1.19/?a=b&c=d_e#top",
    accessed=Date(start=(2021, 1, 2)),
    annote="Cited_often.",
    extra=(Extra("bibtex", "howpublished", "\\url{https://numpy.org}"), Extra("ris", "U1", "user value")),
)

WEBPAGE = Entry(
    type=EntryType.WEBPAGE,
    key="w3c2001",
    title="What’s “new” at W3C? 量子 news",
    author=(Name(literal="World Wide Web Consortium"),),
    container_title="W3C",
    url="https://www.w3.org/",
    issued=Date(start=(2001,), season=1),
    accessed=Date(literal="last week"),
    note="Seen on screen; costs $5 & up.",
)

WORKS = (
    PREPRINT,
    PREPRINT_OF_ARTICLE,
    JOURNAL_ARTICLE,
    THESIS,
    CHAPTER,
    PROCEEDINGS_PAPER,
    EDITED_BOOK,
    REPORT,
    DATASET,
    SOFTWARE,
    WEBPAGE,
)
