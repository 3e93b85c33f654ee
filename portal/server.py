"""How gunicorn serves the portal; measured on two cores (docs/decisions/0002)."""

import gc
from typing import Any

worker_class = "gthread"
threads = 4
preload_app = True
keepalive = 15
timeout = 60
graceful_timeout = 20
# slow or endless headers are cut off
limit_request_line = 4094
limit_request_fields = 60
accesslog = None
loglevel = "warning"


def when_ready(_server: Any) -> None:
    # what is loaded once is never garbage: collecting it again and again costs time, and copying it memory
    gc.collect()
    gc.freeze()


def post_fork(_server: Any, _worker: Any) -> None:
    from portal.kernel.db import db  # noqa: PLC0415 (gunicorn reads this file before the portal)
    from wsgi import app  # noqa: PLC0415

    with app.app_context():
        db.engine.dispose(close=False)  # a connection is never shared between processes
