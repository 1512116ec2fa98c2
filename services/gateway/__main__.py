"""`python -m services.gateway`: checks the settings, then becomes gunicorn with one gevent worker."""

import os
import resource
import sys
from pathlib import Path

from chassis.config import settings_from
from services.gateway.config import Settings

CONFIGURATION = Path(__file__).with_name("gunicorn_conf.py")
OPEN_FILES = 20_000


def main() -> None:
    """Stop with every wrong setting named, or never return."""
    settings_from(Settings)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(max(soft, OPEN_FILES), hard), hard))
    application = "services.gateway.worker:application()"
    os.execv(  # noqa: S606  # our own interpreter, fixed arguments
        sys.executable, [sys.executable, "-m", "gunicorn", "--config", str(CONFIGURATION), application]
    )


main()
