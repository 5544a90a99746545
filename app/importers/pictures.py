"""Which bytes are a picture that a document may keep. Imports nothing of Engross."""

_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM", b"II*\x00", b"MM\x00*")


def is_picture(data: bytes) -> bool:
    """Whether bytes are a PNG, JPEG, GIF, BMP or TIFF by their own first bytes."""
    return data.startswith(_SIGNATURES)
