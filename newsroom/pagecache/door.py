"""How many may be inside at once, however long each of them stands still.

Who waits for a place takes a thread, too: while others come out, which is then a matter of
milliseconds.
"""

import threading
import time
from collections.abc import Callable

# Seconds: who finds everything full waits for his turn only while things move so often.
MOVING = 0.25


class Door:
    def __init__(self) -> None:
        self.inside = 0
        self._moved_at = 0.0  # time.monotonic, when somebody last came in or went out
        self._changed = threading.Condition()

    def enter(self, most: Callable[[], int], *, waiting: Callable[[], bool] = lambda: True) -> bool:
        """Whether there is a place, of `most` at this moment; a full house is waited for while it
        moves, and `waiting` says so.
        """
        with self._changed:
            while self.inside >= most():
                if not waiting() or time.monotonic() - self._moved_at > MOVING:
                    return False
                self._changed.wait(MOVING)
            self.inside += 1
            self._moved_at = time.monotonic()
            return True

    def leave(self) -> None:
        with self._changed:
            self.inside -= 1
            self._moved_at = time.monotonic()
            self._changed.notify()
