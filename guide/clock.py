"""What time it is: the one place that asks, so that a build can be made again as it was."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def now() -> datetime:
    """Return now, or the moment that ``SOURCE_DATE_EPOCH`` says (reproducible-builds.org), in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)


def today() -> date:
    """Return the day it is here, or the one (UTC) that ``SOURCE_DATE_EPOCH`` says."""
    return now().date() if "SOURCE_DATE_EPOCH" in os.environ else now().astimezone().date()
