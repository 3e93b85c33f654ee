"""How gunicorn serves the portal; measured on two cores (docs/decisions/0002)."""

import ctypes
import gc
from datetime import timedelta
from threading import Thread
from time import sleep
from typing import Any

import structlog

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


#: glibc's mallopt: from how many bytes on memory is asked of the system, and given back to it
_M_MMAP_THRESHOLD = -3
_LARGE_BYTES = 1024 * 1024


def on_starting(_server: Any) -> None:
    # Argon2 takes 19 MiB for a moment at each sign-in: left alone, glibc learns to keep them, once for each thread
    mallopt = getattr(
        ctypes.CDLL(None), "mallopt", None
    )  # other C libraries give back by themselves
    if mallopt:
        mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)


def when_ready(_server: Any) -> None:
    # what is loaded once is never garbage: collecting it again and again costs time, and copying it memory
    gc.collect()
    gc.freeze()


def post_fork(_server: Any, _worker: Any) -> None:
    from portal.kernel.db import db  # noqa: PLC0415 (gunicorn reads this file before the portal)
    from wsgi import app  # noqa: PLC0415

    with app.app_context():
        db.engine.dispose(close=False)  # a connection is never shared between processes
    Thread(target=_beat_for_ever, args=(app,), daemon=True, name="heartbeat").start()


def _beat_for_ever(app: Any) -> None:
    """Note again and again that the portal is there (quizzes/heartbeat.py)."""
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415

    from portal.kernel.db import begin_writing, db  # noqa: PLC0415
    from portal.quizzes.heartbeat import beat  # noqa: PLC0415
    from portal.quizzes.limits import BEAT  # noqa: PLC0415

    most_credit = timedelta(minutes=app.config["PORTAL"].outage_credit_minutes)
    while True:
        try:
            with app.app_context():
                begin_writing()
                beat(most_credit=most_credit)
                db.session.commit()
        except (
            SQLAlchemyError
        ) as error:  # a database that is away misses beats: that is an outage too
            structlog.get_logger().error("heartbeat_missed", reason=type(error).__name__)
        sleep(BEAT.total_seconds())
