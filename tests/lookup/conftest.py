import pytest


@pytest.fixture
def desk_client(client, chief):
    client.force_login(chief)
    return client
