"""How many may be inside at once, so that some threads are always free for hits."""

import threading
import time

# Seconds: who finds everything full waits for his turn only while things move so often.
MOVING = 0.25


class Door:
    def __init__(self) -> None:
        self.inside = 0
        self._moved_at = 0.0  # time.monotonic, when somebody last came in or went out
        self._changed = threading.Condition()

    def enter(self, most: int, *, waiting: bool = True) -> bool:
        """Whether there is a place, of `most`; a full house is waited for while it moves."""
        with self._changed:
            while self.inside >= most:
                if not waiting or time.monotonic() - self._moved_at > MOVING:
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
