"""What an import did: counted, and each fault and warning named."""

from collections import Counter
from dataclasses import dataclass, field

MOST_KEPT = 10_000  # faults, and as many warnings, are remembered; all are counted


@dataclass
class Report:
    """`count` by word: "published", "scheduled", "drafts", "withdrawn", "here", "tag", …"""

    count: Counter = field(default_factory=Counter)
    faults: list = field(default_factory=list)
    warnings: list = field(default_factory=list)
    lines: int = 0

    @property
    def stories(self):
        return sum(self.count[word] for word in ("published", "scheduled", "drafts", "withdrawn"))

    def fault(self, fault):
        self.count["faults"] += 1
        self.faults += [fault][: MOST_KEPT - len(self.faults)]

    def warn(self, warning):
        self.count["warnings"] += 1
        self.warnings += [warning][: MOST_KEPT - len(self.warnings)]

    def add(self, other):
        self.count += other.count
        for kept, more in ((self.faults, other.faults), (self.warnings, other.warnings)):
            kept += more[: MOST_KEPT - len(kept)]
