from tests.health.conftest import (  # noqa: F401 (fixtures: a newsroom that moves out and back)
    _backups_of_a_test,
    move_out,
    reach,
    restored,
    saved,
)


def pytest_collection_modifyitems(items):
    """The longest first: on two cores the others run beside it, and none waits for it."""
    items.sort(key=lambda item: item.path.name != "test_kept_pages.py")
