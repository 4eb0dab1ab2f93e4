"""The first steps of every process: settings from the environment, logs to stderr."""

import os

from api.composition.logging import configure_logging
from api.composition.settings import Settings, read_settings


def settings_of_process() -> Settings:
    """Settings of this process, read once; logging is set up with them. Raises SetUpError."""
    settings = read_settings(os.environ)
    configure_logging(settings.log_level, settings.log_format)
    return settings
