"""Logging: one JSON line an event, without anybody's text."""

import logging

import structlog
from flask import Flask


def register(app: Flask) -> None:
    level = logging.getLevelNamesMapping().get(str(app.config["PORTAL_LOG_LEVEL"]).upper(), logging.INFO)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=False,
    )
