"""A library in which a small strategy was approved, with its copies beside it, and certificates of our own making."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.cli import main

TEXT = """# Purpose

This strategy says what the council will do with £1.2m by 31 March 2028, and who answers for it.

- Replace the website with one that works on every phone.
- Open a help desk in every library.

# Costs

Nothing else will be spent.
"""
DECISION = """
body = "Executive Board"
date = "20 June 2026"
outcome = "approved"
minute = "EB/26/14"
"""


def approved_library(folder: Path, house: str = "plain") -> Path:
    """V1 of “Digital strategy”, approved, with copy.docx and copy.pdf beside the library."""
    (folder / "s.md").write_text(TEXT)
    (folder / "d.toml").write_text(DECISION)
    library = folder / "a.engross"
    for words in (
        ["import", folder / "s.md", "--into", library, "--title", "Digital strategy", "--house", house],
        ["save-version", library, "--label", "V1", "--date", "2026-06-01"],
        ["approve", f"{library}@V1", "--decision", folder / "d.toml"],
        ["export", f"{library}@V1", "--to", folder / "copy.docx"],
        ["export", f"{library}@V1", "--to", folder / "copy.pdf"],
    ):
        assert main([str(word) for word in words]) == 0
    return library


def certificate(
    to: Path, passphrase: str = "a pass", *, begins: int = -1, ends: int = 365, key: bool = True
) -> Path:
    """A self-signed certificate as a PKCS#12 file, and as PEM beside it; it is valid between two days from today."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import pkcs12
    from cryptography.x509.oid import NameOID

    private = ec.generate_private_key(ec.SECP256R1())
    named = ((NameOID.COMMON_NAME, "Town Clerk"), (NameOID.ORGANIZATION_NAME, "Harbourne Council"))
    name = x509.Name([x509.NameAttribute(oid, text) for oid, text in named])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today + timedelta(days=begins))
        .not_valid_after(today + timedelta(days=ends))
        .sign(private, hashes.SHA256())
    )
    sealed = serialization.BestAvailableEncryption(passphrase.encode())
    to.write_bytes(
        pkcs12.serialize_key_and_certificates(b"clerk", private if key else None, made, None, sealed)
    )
    to.with_suffix(".pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return to
