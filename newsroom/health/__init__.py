class Refused(Exception):
    """It cannot be done; the message is the sentence that tells the operator why."""
