"""The process that opens PDFs and pictures: ``SECONDS BYTES WHAT FILE …``; it answers in JSON.

PDFium and Pillow are native code fed with bytes from outside. What may go wrong in them goes wrong
here, under a limit of time and memory, and not in the server.
"""

import json
import sys
from collections.abc import Callable

import pypdfium2  # type: ignore[import-untyped]  # publishes no types
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # the same
from PIL import Image, ImageOps, UnidentifiedImageError

from hengji.core.documents.limits import limit_process

Answer = dict[str, int | str]
_DAMAGED: Answer = {
    "code": "FILE_DAMAGED",
    "message": "文件已损坏或不完整，请重新导出或拍照后再传。",
}
_LOCKED: Answer = {"code": "FILE_ENCRYPTED", "message": "PDF 设有打开密码，请取消密码后再传。"}


def _pdf(path: str) -> Answer:
    document = pypdfium2.PdfDocument(path)
    scripts = pdfium.FPDFDoc_GetJavaScriptActionCount(document.raw)
    return {"pages": len(document), "scripts": max(scripts, 0)}


def _draw_pdf(path: str, number: str, width: str, target: str) -> Answer:
    page = pypdfium2.PdfDocument(path)[int(number) - 1]
    # A page of any claimed size comes out in pixels that fit a screen.
    scale = min(int(width) / max(page.get_width(), 1), 3 * int(width) / max(page.get_height(), 1))
    page.render(scale=scale).to_pil().save(target, "PNG")
    return {}


def _opened(path: str, kind: str, most: str) -> Image.Image:
    picture = Image.open(path, formats=[kind.upper()])
    if picture.width * picture.height > int(most):
        raise Image.DecompressionBombError
    picture.load()
    return picture


def _image(path: str, kind: str, most: str) -> Answer:
    _opened(path, kind, most)
    return {}


def _draw_image(path: str, kind: str, most: str, width: str, target: str) -> Answer:
    picture = ImageOps.exif_transpose(_opened(path, kind, most))
    picture.thumbnail((int(width), 3 * int(width)))
    # Onto a fresh picture: what is not a pixel stays behind.
    fresh = Image.new("RGB", picture.size, "white")
    shown = picture.convert("RGBA")
    fresh.paste(shown, mask=shown.getchannel("A"))
    fresh.save(target, "PNG")
    return {}


_ACTS: dict[str, Callable[..., Answer]] = {
    "pdf": _pdf,
    "draw-pdf": _draw_pdf,
    "image": _image,
    "draw-image": _draw_image,
}


def main(seconds: str, size: str, what: str, *arguments: str) -> None:
    """Limit this process, look, answer. Beyond a limit the system ends the process."""
    limit_process(int(seconds), int(size))
    Image.MAX_IMAGE_PIXELS = None  # our own bound is asked before anything is unfolded
    try:
        answer = _ACTS[what](*arguments)
    except Image.DecompressionBombError:
        answer = {
            "code": "FILE_IMAGE_BOMB",
            "message": "图片展开后大得不合常理，没有接收；请缩小后再传。",
        }
    except pypdfium2.PdfiumError as error:
        answer = _LOCKED if "assword" in str(error) else _DAMAGED
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, IndexError):
        answer = _DAMAGED  # what Pillow raises for broken files of its formats
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
