"""The council's certificate, opened by its passphrase, and what the signatures on a copy are worth."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

from msgspec import Struct

from app.exporters.signing import Signature, Signer, is_certificate, is_signed, signer_of
from app.importers.reading import is_pdf
from app.models.dates import long_date, show_date
from app.models.errors import Refused
from app.services.signatures_apart import signatures_of
from app.services.targets import Reached

ENVIRONMENT = "ENGROSS_PASSPHRASE"
LARGEST = 1_000_000


class SignedBy(Struct, frozen=True):
    """What is to be said of a signature, and what it is worth: it holds under an issuer whom the reader trusts, it
    holds, or it does not.
    """

    said: str
    worth: Literal["trusted", "holds", "broken"]


def signer_at(certificate: Path, passphrase: str) -> Signer:
    """The signer of a PKCS#12 file. Raises Refused where it cannot be read, opened or signed with today."""
    return signer_of(_read(certificate), passphrase, certificate.name)


def passphrase_for(certificate: Path, file: Path | None, ask: Callable[[str], str | None]) -> str:
    """The passphrase of a certificate: the first line of a file, else of the environment, else what `ask` is told.

    `ask` gives None where nobody is there to be asked.
    """
    _read(certificate)
    if file is not None:
        try:
            return (_read(file).decode("utf-8").splitlines() or [""])[0]
        except UnicodeDecodeError as fault:
            raise Refused(f"“{file.name}” is not text; write the passphrase as its first line.") from fault
    if ENVIRONMENT in os.environ:
        return os.environ[ENVIRONMENT]
    said = ask(f"Passphrase of {certificate.name}: ")
    if said is None:
        raise Refused(f"The passphrase is wanted; set {ENVIRONMENT}, or name a file with --passphrase-file.")
    return said


def reason_for(reached: Reached) -> str:
    """What a signature on a copy says it is for."""
    approval = reached.approval
    if approval is None:
        return f"{reached.version}, not approved, fingerprint {reached.content.fingerprint[:12]}"
    day = show_date(approval.date)
    return f"{reached.version}, approved {day} by {approval.body}, seal {approval.seal[:12]}"


def signatures_on(file: Path, trusted: Sequence[Path] = ()) -> tuple[Signature, ...]:
    """The signatures of a PDF file; none for any other file. Raises Refused where they cannot be looked at."""
    if not is_pdf(file) or not is_signed(file.read_bytes()):
        return ()
    return signatures_of(file, tuple(map(_trusted, trusted)))


def signed_by(file: Path, trusted: Sequence[Path] = ()) -> tuple[SignedBy, ...] | None:
    """What is to be said of each signature on a file; None for a kind of file that bears none.

    What hinders looking at them, such as a certificate that is not there, is said in their place.
    """
    if not is_pdf(file):
        return None
    try:
        found = signatures_on(file, trusted)
    except Refused as fault:
        return (SignedBy(str(fault), "holds"),)
    return tuple(SignedBy(told(each), _worth(each)) for each in found)


def _worth(signature: Signature) -> Literal["trusted", "holds", "broken"]:
    if not signature.holds:
        return "broken"
    return "trusted" if signature.trusted else "holds"


def told(signature: Signature) -> str:
    """What is to be said of a signature, in a sentence."""
    day = f" on {long_date(datetime.fromisoformat(signature.at))}" if signature.at else ""
    said = f"Signed by {signature.name}{day}"
    if not signature.holds:
        return f"{said}, but the signature does not hold: {signature.fault}."
    if signature.trusted:
        return f"{said}; the signature holds, and its issuer, {signature.issuer}, is trusted."
    vouched = "the certificate vouches for itself" if signature.own else f"issued by {signature.issuer}"
    return f"{said}; the signature holds, but its issuer is not among those you trust ({vouched})."


def _trusted(path: Path) -> bytes:
    data = _read(path)
    if not is_certificate(data):
        raise Refused(f"“{path.name}” is no certificate; give the issuer's .pem or .cer file.")
    return data


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise Refused(f"“{path.name}” is too large to be a certificate or a passphrase.")
        return path.read_bytes()
    except FileNotFoundError as fault:
        raise Refused(f"“{path}” does not exist; check the name and the folder.") from fault
    except OSError as fault:
        raise Refused(f"“{path}” cannot be read ({fault.strerror}); check that you may open it.") from fault
