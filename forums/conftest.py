import pytest

from testing import make


@pytest.fixture
def ana(client):
    person = make.participant("Ana", organization="City of Example")
    client.force_login(person)
    return person
