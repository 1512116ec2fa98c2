"""Logs are JSON lines on stdout: service, level, time, event, one request id through all services (OPS-4).

Modules log with `structlog.get_logger(__name__)`: a short event, facts as keywords, no person's data (SEC-7).
"""

import logging
import re
import sys
from typing import Final, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

_ADDRESS: Final = re.compile(r"[^\s<>\"'(=,;]+@[^\s<>\"'),;]+")
_DATABASE_DETAIL: Final = re.compile(r"DETAIL:.*?(?=\\n|$)", re.MULTILINE)
_CHATTY: Final = ("kafka", "urllib3", "grpc")


def configure(service: str, level: str, *, stream: TextIO | None = None) -> None:
    """Send what structlog and the libraries log to `stream` (stdout) as JSON, under this service's name."""
    shared = _shared(service)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


def _shared(service: str) -> list[Processor]:
    def named(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        return {"service": service, **event}

    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        structlog.processors.format_exc_info,
        named,
        _without_persons,
    ]


def _without_persons(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Keep out what errors of libraries quote: the values of a refused row, and e-mail addresses."""
    for key in ("exception", "event"):
        if isinstance(text := event.get(key), str):
            event[key] = _ADDRESS.sub("[adresse]", _DATABASE_DETAIL.sub("DETAIL: [valeurs]", text))
    return event
