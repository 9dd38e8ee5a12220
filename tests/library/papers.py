"""Files for tests, made byte by byte."""

import zipfile
from io import BytesIO

import pypdf

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
OF_DOCUMENT = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>'
)
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = f'<?xml version="1.0"?><w:styles {WORD}><w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/></w:style></w:styles>'


def docx(*paragraphs: str, padding: int = 0, before: str = "", encoding: str = "utf-8") -> bytes:
    """A Word file; paragraphs that begin with ## are headings of the second level. `padding` adds a part of that many zero
    bytes, `before` stands before the document's root."""
    body = "".join(_paragraph(text) for text in paragraphs)
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/_rels/document.xml.rels", OF_DOCUMENT)
        archive.writestr("word/styles.xml", STYLES)
        document = f'<?xml version="1.0" encoding="{encoding}"?>{before}<w:document {WORD}><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", document.encode(encoding))
        archive.writestr("word/media/blank.png", b"")
        archive.writestr("word/blank.xml", b"\0" * padding)
    return made.getvalue()


def _paragraph(text: str) -> str:
    style = '<w:pPr><w:pStyle w:val="Heading2"/></w:pPr>' if text.startswith("## ") else ""
    return f"<w:p>{style}<w:r><w:t>{text.removeprefix('## ')}</w:t></w:r></w:p>"


def pdf(*lines: str, pages: int = 1, password: str | None = None) -> bytes:
    """A PDF with Latin lines on its first page; without lines it holds none."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 50 780 Td {shown}ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    made, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(made)
    made += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
    if pages == 1 and password is None:
        return bytes(made)
    return _rewritten(bytes(made), pages, password)


def _rewritten(data: bytes, pages: int, password: str | None) -> bytes:
    writer = pypdf.PdfWriter(clone_from=BytesIO(data))
    for _ in range(pages - 1):
        writer.add_blank_page(595, 842)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    made = BytesIO()
    writer.write(made)
    return made.getvalue()
