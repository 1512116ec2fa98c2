"""Calls over TLS, where certificate files are set; a renewed certificate serves the next connection."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from chassis.errors import RemoteError
from chassis.tests.calls import World, answer, echo, private_pem, say

pytestmark = pytest.mark.rule("SEC-5")


def write_certificate(folder: Path, name: str) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    cert_file, key_file = folder / f"{name}.crt", folder / f"{name}.key"
    cert_file.write_bytes(certificate.public_bytes(Encoding.PEM))
    key_file.write_bytes(private_pem(key))
    return cert_file, key_file


def test_a_call_over_tls_and_none_in_clear(here: World, tmp_path: Path) -> None:
    cert, key = write_certificate(tmp_path, "postes-tls")
    target = here.serve("postes", echo(answer), settings=here.settings(tls_cert_file=cert, tls_key_file=key))

    assert say(here.channel(target, audience="postes", tls_ca_file=cert)) == b"!"
    with pytest.raises(RemoteError):
        say(here.channel(target, audience="postes"))


def test_a_renewed_certificate_serves_the_next_connection(here: World, tmp_path: Path) -> None:
    cert, key = write_certificate(tmp_path, "postes-tls")
    target = here.serve("postes", echo(answer), settings=here.settings(tls_cert_file=cert, tls_key_file=key))
    assert say(here.channel(target, audience="postes", tls_ca_file=cert)) == b"!"

    write_certificate(tmp_path, "postes-tls")

    assert say(here.channel(target, audience="postes", tls_ca_file=cert)) == b"!"


def test_half_of_tls_does_not_start_in_clear(here: World, tmp_path: Path) -> None:
    cert, _ = write_certificate(tmp_path, "postes-tls")

    with pytest.raises(ValueError, match="DCI_TLS_KEY_FILE"):
        here.serve("postes", echo(answer), settings=here.settings(tls_cert_file=cert))
