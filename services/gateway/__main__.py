"""`python -m services.gateway`: checks the settings, then becomes gunicorn with one gevent worker."""

from chassis.config import settings_from
from chassis.web.serving import become_gunicorn
from services.gateway.config import Settings

become_gunicorn("gateway", settings_from(Settings).port)
