from tests.health.conftest import (  # noqa: F401 (fixtures: a newsroom that moves out and back)
    _backups_of_a_test,
    move_out,
    reach,
    restored,
    saved,
)
