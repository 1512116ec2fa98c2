"""`python -m services.admin`: checks the settings, then becomes gunicorn with one gevent worker."""

from chassis.config import settings_from
from chassis.web.serving import become_gunicorn
from services.admin.config import Settings

become_gunicorn("admin", settings_from(Settings).port)
