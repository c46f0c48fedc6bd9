"""The laws of arxiv2bib's test kit, for the reader and the exporter of EndNote XML."""

from collections.abc import Sequence

from arxiv2bib_endnote_xml.exporter import EndnoteXmlExporter
from arxiv2bib_endnote_xml.reader import EndnoteXmlReader

from arxiv2bib.testing import ExporterContract, ReaderContract

ARTICLE = """<record><database name="My.enl" path="/My.enl">My.enl</database>
<source-app name="EndNote" version="20.0">EndNote</source-app>
<rec-number>1</rec-number>
<foreign-keys><key app="EN" db-id="x">1</key></foreign-keys>
<ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal" font="default" size="100%">Knuth, Donald E.</style></author>
<author>ATLAS Collaboration,</author></authors></contributors>
<titles><title><style face="normal">Literate </style><style face="italic">Programming</style></title>
<secondary-title>The Computer Journal</secondary-title></titles>
<periodical><full-title>The Computer Journal</full-title><abbr-1>Comput. J.</abbr-1></periodical>
<pages>97-111</pages><volume>27</volume><number>2</number><keywords><keyword>WEB</keyword></keywords>
<dates><year>1984</year><pub-dates><date>May 12</date></pub-dates></dates><isbn>0010-4620</isbn>
<electronic-resource-num>10.1093/comjnl/27.2.97</electronic-resource-num><custom3>mine</custom3></record>
"""
PREPRINT = """<record><ref-type name="Unpublished Work">34</ref-type>
<contributors><authors><author>Vaswani, Ashish</author></authors></contributors>
<titles><title>Attention &amp; $O(n^2)$</title></titles><dates><year>2017</year></dates>
<label><style face="normal">vaswani&amp;2017</style></label>
<accession-num>arXiv:1706.03762</accession-num><remote-database-name>arXiv</remote-database-name>
<urls><related-urls><url>https://arxiv.org/abs/1706.03762</url></related-urls></urls></record>
"""


class TestReader(ReaderContract):
    """The reader keeps the laws."""

    reader = EndnoteXmlReader()
    records = (ARTICLE, PREPRINT)
    broken = ("<record><titles><title>A & B</title></titles></record>\n", "<record><titles><title>cut off\n")

    def join(self, records: Sequence[str]) -> str:
        """Return the records in their frame."""
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<xml><records>{"".join(records)}</records></xml>\n'


class TestExporter(ExporterContract):
    """The exporter keeps the laws."""

    exporter = EndnoteXmlExporter()
    reader = EndnoteXmlReader()
    keeps = (
        "title",
        "author",
        "issued",
        "doi",
        "url",
        "abstract",
        "page",
        "volume",
        "language",
        "keyword",
        "publisher",
    )


class TestPlainExporter(TestExporter):
    """So it does without styles."""

    exporter = EndnoteXmlExporter(styled=False)
