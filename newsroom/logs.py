import logging


class OneLine(logging.Formatter):
    """The message alone: for faults of a request, where our own stack explains nothing."""

    def formatException(self, _ei):
        return ""
