"""The yardsticks of the book: the same text set by WeasyPrint and by ReportLab, each in a process of its own.

Run as `python -m benchmarks.typesetters NAME`: entries as JSON come by stdin, a PDF goes out by stdout. Both get what
they do well: WeasyPrint hyphenation and tags, ReportLab its fastest paragraphs, untagged and without hyphenation.
"""

import html
import io
import json
import sys
from collections.abc import Sequence

Entry = dict[str, str]
_STYLE = """
@page { size: A5; margin: 19mm 18mm 23mm; @bottom-center { content: counter(page) } }
html { font: 10.5pt/1.42 serif; hyphens: auto } p { margin: 0; text-indent: 1.4em; text-align: justify }
h2 { font-size: 11pt; break-after: avoid }
"""


def weasyprint(entries: Sequence[Entry]) -> bytes:
    """Set the entries by way of HTML."""
    from weasyprint import HTML  # noqa: PLC0415  each process loads its own typesetter only

    body = "".join(
        f"<h2>{entry['date']} {html.escape(entry['title'])}</h2>"
        + "".join(f"<p>{html.escape(part)}</p>" for part in entry["text"].split("\n\n"))
        for entry in entries
    )
    page = f'<html lang="en"><head><title>Diary</title><style>{_STYLE}</style></head><body>{body}</body></html>'
    return bytes(HTML(string=page).write_pdf(pdf_variant="pdf/ua-1"))


def reportlab(entries: Sequence[Entry]) -> bytes:
    """Set the entries by way of flowables."""
    from reportlab.lib.pagesizes import A5  # noqa: PLC0415
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415
    from reportlab.platypus import Paragraph, SimpleDocTemplate  # noqa: PLC0415

    text = ParagraphStyle("text", fontName="Times-Roman", fontSize=10.5, leading=15, firstLineIndent=15, alignment=4)
    head = ParagraphStyle("head", parent=text, spaceBefore=24, spaceAfter=8, keepWithNext=1)
    story = []
    for entry in entries:
        story.append(Paragraph(html.escape(f"{entry['date']} {entry['title']}"), head))
        story += [Paragraph(html.escape(part), text) for part in entry["text"].split("\n\n")]
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=A5).build(story)
    return file.getvalue()


if __name__ == "__main__":
    setter = {"weasyprint": weasyprint, "reportlab": reportlab}[sys.argv[1]]
    sys.stdout.buffer.write(setter(json.load(sys.stdin.buffer)))
