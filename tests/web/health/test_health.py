"""The monitor's page."""

from unittest.mock import patch

import pytest
from django.db import OperationalError, connection
from django.test import Client


@pytest.mark.django_db
def test_a_monitor_needs_no_account_and_leaves_no_session(client: Client) -> None:
    answer = client.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_without_its_database_the_house_says_so_and_no_more(client: Client) -> None:
    with patch.object(connection, "cursor", side_effect=OperationalError("host 10.0.0.3 refused")):
        answer = client.get("/health")
    assert (answer.status_code, answer.json()) == (503, {"status": "no database"})


@pytest.mark.django_db
def test_the_page_is_only_read(client: Client) -> None:
    assert client.post("/health").status_code == 405
