"""Logs: one event a line, with the request's id; no secrets, answers or phone numbers."""

import logging
import secrets
import sys
from time import perf_counter

import structlog
from flask import Flask, Response, g, request
from structlog.tracebacks import ExceptionDictTransformer


def keep_logs(app: Flask) -> None:
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            # without the frames' variables: they hold keys, sessions and answers
            structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )

    @app.before_request
    def start() -> None:
        g.started = perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=secrets.token_hex(4))

    @app.after_request
    def finish(response: Response) -> Response:
        if request.endpoint != "static" and response.status_code >= 400:
            structlog.get_logger().info(
                "answered",
                method=request.method,
                path=request.path,
                status=response.status_code,
                ms=round((perf_counter() - g.started) * 1000),
            )
        return response
