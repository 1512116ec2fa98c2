"""Every setting of notifications."""

from dataclasses import dataclass

from marshmallow.validate import URL, Range

from chassis.config import PORT, CallSettings, ProcessSettings, ServerSettings, setting


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """The mail server, and what mails say of who writes."""

    host: str = setting("DCI_SMTP_HOST", "mail server, such as smtp.sante.gouv.fr")
    port: int = setting("DCI_SMTP_PORT", "port of the mail server, such as 587", validate=PORT)
    starttls: bool = setting("DCI_SMTP_STARTTLS", "1 to encrypt the connection", default=False)
    user: str | None = setting(
        "DCI_SMTP_USER", "account on the mail server, where it asks for one", default=None
    )
    password: str | None = setting("DCI_SMTP_PASSWORD", "password of that account", default=None)
    sender: str = setting("DCI_MAIL_FROM", "who writes, such as « DCI <ne-pas-repondre@…> »")
    senders: int = setting(
        "DCI_MAIL_SENDERS", "connections to the mail server at once", default=2, validate=Range(min=1)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All of them."""

    process: ProcessSettings
    calls: CallSettings
    server: ServerSettings
    mail: MailSettings
    database_url: str = setting("DCI_DATABASE_URL", "PostgreSQL of notifications, such as postgresql://…")
    kafka: str = setting("DCI_KAFKA", "bootstrap servers, host:port separated by commas")
    identity: str = setting("DCI_IDENTITY", "gRPC of identity, host:port")
    postes: str = setting("DCI_POSTES", "gRPC of postes, host:port")
    session: str = setting("DCI_SESSION", "gRPC of session, host:port")
    public_url: str = setting(
        "DCI_PUBLIC_URL",
        "address of the gateway as people type it, without a slash at the end",
        validate=URL(require_tld=False),
    )
    ars: str = setting(
        "DCI_ARS_NAME", "the agency, as mails sign", default="Agence régionale de santé Île-de-France"
    )
    ars_email: str = setting("DCI_ARS_EMAIL", "whom to write to for help")
    ars_phone: str = setting("DCI_ARS_PHONE", "whom to call for help")
