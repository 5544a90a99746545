"""Signatures on PDF files: signing with a council's certificate, and reading who signed. Imports pyHanko, an extra.

A signature is added behind the file as it stands (ISO 32000-1, 12.8), shows nothing on the page, and keeps PDF/A-2a and
PDF/UA-1. It certifies the file: any later change is told of. Nothing here asks the network.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from app.models.dates import long_date
from app.models.errors import Refused

if TYPE_CHECKING:
    from cryptography.x509 import Certificate, Name

FIELD = "EngrossSignature"
MISSING = "Signing needs pyHanko, which is not installed here; ask whoever installed Engross to add its extra “sign”."
_ROOM = 32_768


class Signer(Struct, frozen=True):
    """A certificate with its private key, ready to sign. `name` is whose it is."""

    name: str
    data: bytes
    passphrase: bytes


class Signature(Struct, frozen=True):
    """A signature on a file: who signed, who vouches for them, when they say they did (ISO 8601), and what it is worth.

    `holds` says that the file is as it was signed and the certificate was valid then; `trusted` that the issuer is one
    of those the reader named; `fault` what is wrong, as the end of a sentence.
    """

    name: str
    issuer: str
    at: str
    holds: bool
    trusted: bool
    own: bool
    fault: str = ""


def signer_of(data: bytes, passphrase: str, name: str, now: datetime | None = None) -> Signer:
    """The signer of a PKCS#12 file. `name` is what messages call the file.

    Raises Refused for what is no such file, the wrong passphrase, no private key, or a certificate out of its time.
    """
    serialization = _needed("cryptography.hazmat.primitives.serialization.pkcs12")
    _needed("pyhanko.sign.signers")
    secret = passphrase.encode("utf-8")
    try:
        key, certificate, _ = serialization.load_key_and_certificates(data, secret or None)
    except ValueError as fault:
        if not data.startswith(b"0") or "deserialize" in str(fault):
            raise Refused(f"“{name}” is no PKCS#12 certificate; give the .p12 or .pfx file.") from fault
        raise Refused(f"The passphrase does not open “{name}”; type it again.") from fault
    except Exception as fault:  # whatever else a file from outside may hold
        raise Refused(f"“{name}” cannot be read as a certificate ({fault}).") from fault
    if key is None or certificate is None:
        what = "private key" if key is None else "certificate"
        raise Refused(f"“{name}” holds no {what}; export the certificate again with its private key.")
    _check_time(certificate, name, now or datetime.now(UTC))
    return Signer(_called(certificate.subject), data, secret)


def _check_time(certificate: Certificate, name: str, now: datetime) -> None:
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if now > ends:
        raise Refused(f"The certificate in “{name}” expired on {_day(ends)}; ask for a new one.")
    if now < begins:
        raise Refused(f"The certificate in “{name}” is not valid before {_day(begins)}; sign then.")


def _day(moment: datetime) -> str:
    return long_date(moment)


def _needed(module: str) -> Any:
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError as fault:
        raise Refused(MISSING) from fault


def _called(name: Name) -> str:
    """What a certificate calls somebody: organisation and name."""
    from cryptography.x509.oid import NameOID

    wanted = (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME)
    found = [str(each.value) for oid in wanted for each in name.get_attributes_for_oid(oid)]
    return ", ".join(dict.fromkeys(found)) or name.rfc4514_string()


def signed(pdf: bytes, signer: Signer, reason: str) -> bytes:
    """The PDF file with a signature behind it. Raises Refused where the key cannot sign."""
    signers, fields = _needed("pyhanko.sign.signers"), _needed("pyhanko.sign.fields")
    writers = _needed("pyhanko.pdf_utils.incremental_writer")
    try:
        own = signers.SimpleSigner.load_pkcs12_data(
            signer.data, other_certs=[], passphrase=signer.passphrase or None
        )
        writer = writers.IncrementalPdfFileWriter(io.BytesIO(pdf))
        told = signers.PdfSignatureMetadata(
            field_name=FIELD, reason=reason, name=signer.name, certify=True,
            subfilter=fields.SigSeedSubFilter.PADES, docmdp_permissions=fields.MDPPerm.NO_CHANGES,
            md_algorithm="sha256",
        )  # fmt: skip
        # PDF/A wants what is not hidden to print, PDF/UA what is on the page to be tagged: so it stands beside it.
        unseen = fields.InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)
        named = f"Signature of {signer.name}"
        place = fields.SigFieldSpec(FIELD, on_page=0, readable_field_name=named, invis_sig_settings=unseen)
        worker = signers.PdfSigner(told, signer=own, new_field_spec=place)
        return worker.sign_pdf(writer, bytes_reserved=_ROOM).getvalue()
    except Refused:
        raise
    except Exception as fault:  # pyHanko and what lies below it raise a hundred kinds
        raise Refused(f"The file was not signed: {fault or type(fault).__name__}.") from fault


def check_installed() -> None:
    """Raises Refused where what reads and makes signatures is missing."""
    from importlib.util import find_spec

    if find_spec("pyhanko") is None:
        raise Refused(MISSING)


def is_signed(pdf: bytes) -> bool:
    """Whether a file has the marks of a signature, without reading it through."""
    return b"/ByteRange" in pdf


def is_certificate(data: bytes) -> bool:
    """Whether bytes hold an issuer's certificate, as PEM or DER. Raises Refused where pyHanko is missing."""
    try:
        return any(each.public_key is not None for each in _certificates(data))
    except (ValueError, TypeError):
        return False


def signatures(pdf: bytes, trusted: tuple[bytes, ...] = ()) -> Iterator[Signature]:
    """The signatures on a PDF file, oldest first. `trusted` are the certificates (PEM or DER) of those whom the reader
    takes for issuers. Raises Refused where pyHanko is missing.
    """
    reading = _needed("pyhanko.pdf_utils.reader")
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    try:
        embedded = list(reading.PdfFileReader(io.BytesIO(pdf), strict=False).embedded_signatures)
    except Exception:  # a file from outside may be anything
        yield Signature("somebody", "", "", False, False, False, "what was signed cannot be read any more")
        return
    for each in embedded:
        yield _signature(each, trusted)


def _signature(each: Any, trusted: tuple[bytes, ...]) -> Signature:
    from cryptography.x509 import load_der_x509_certificate

    try:
        certificate = load_der_x509_certificate(each.signer_cert.dump())
    except Exception:
        return Signature("somebody", "", "", False, False, False, "its certificate cannot be read")
    name, issuer = _called(certificate.subject), _called(certificate.issuer)
    said = each.self_reported_timestamp
    at = said.isoformat() if said else ""
    own = certificate.subject == certificate.issuer
    try:
        status = _status(each, trusted)
    except Exception as fault:
        return Signature(name, issuer, at, False, False, own, f"it cannot be checked ({fault})")
    moment = said or datetime.now(UTC)
    in_time = certificate.not_valid_before_utc <= moment <= certificate.not_valid_after_utc
    fault = ""
    if not status.intact or not status.valid:
        fault = "the file is not what was signed"
    elif not status.bottom_line and (status.docmdp_ok is False or not _covers_all(status)):
        fault = "the file was changed after it was signed"
    elif not in_time:
        fault = "the certificate was not valid on the day of signing"
    return Signature(name, issuer, at, not fault, bool(status.trusted) and not fault, own, fault)


def _covers_all(status: Any) -> bool:
    coverage = _needed("pyhanko.sign.validation.status").SignatureCoverageLevel
    return status.coverage == coverage.ENTIRE_FILE


def _status(each: Any, trusted: tuple[bytes, ...]) -> Any:
    validation, settings = _needed("pyhanko.sign.validation"), _needed("pyhanko.sign.validation.settings")
    context = _needed("pyhanko_certvalidator").ValidationContext
    roots = [each for data in trusted for each in _certificates(data)]
    return validation.validate_pdf_signature(
        each,
        context(trust_roots=roots, allow_fetching=False),
        key_usage_settings=settings.KeyUsageConstraints(key_usage=set()),
    )


def _certificates(data: bytes) -> Iterator[Any]:
    pem, x509 = _needed("asn1crypto.pem"), _needed("asn1crypto.x509")
    if pem.detect(data):
        for _, _, each in pem.unarmor(data, multiple=True):
            yield x509.Certificate.load(each)
    else:
        yield x509.Certificate.load(data)
