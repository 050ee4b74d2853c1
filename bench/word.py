"""Time a six-page Word report against the bare zip of XML parts of the same size."""

import statistics
import time
import zipfile
from collections.abc import Callable
from io import BytesIO

from xieshou.documents.docx import to_docx
from xieshou.documents.tests.sample import sample_report

ROUNDS = 200


def milliseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def bare_zip(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            method = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


def main() -> None:
    report = sample_report()
    cold = milliseconds(lambda: to_docx(report))
    with zipfile.ZipFile(BytesIO(to_docx(report))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    # The two take turns, so that a busy machine slows both alike.
    turns = [(milliseconds(lambda: to_docx(report)), milliseconds(lambda: bare_zip(parts))) for _ in range(ROUNDS)]
    written, bare = (statistics.median(column) for column in zip(*turns, strict=True))
    size = sum(map(len, parts.values())) / 1024
    print(f"first report, charts drawn: {cold:.0f} ms; parts {size:.0f} KiB")
    print(f"to_docx {written:.2f} ms, bare zip {bare:.2f} ms, ratio {written / bare:.2f}")


if __name__ == "__main__":
    main()
