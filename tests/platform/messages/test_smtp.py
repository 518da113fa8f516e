"""The mail server's address."""

import pytest

from hengji.platform.messages.smtp import mail_server


def test_no_address_means_files() -> None:
    assert mail_server("").backend.endswith("filebased.EmailBackend")


def test_address_is_taken_apart() -> None:
    server = mail_server("smtp+starttls://me%40example.test:p%3Aw@mail.example.test")
    assert (server.host, server.port) == ("mail.example.test", 587)
    assert (server.user, server.password) == ("me@example.test", "p:w")
    assert (server.use_tls, server.use_ssl) == (True, False)
    assert mail_server("smtps://mail.example.test:4650").port == 4650


def test_what_is_no_address_is_refused_without_telling_the_password() -> None:
    with pytest.raises(ValueError, match="HENGJI_SMTP") as raised:
        mail_server("http://me:secret@mail.example.test")
    assert "secret" not in str(raised.value)
