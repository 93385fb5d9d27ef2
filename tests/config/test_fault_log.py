"""A fault is written down where the operator looks, without a word of what was typed."""

import logging

import pytest
from django.http import HttpRequest
from django.test import Client, override_settings
from django.urls import path

from jalon.config.fault_log import WithoutWords
from jalon.web.access.gate import page


@page("public")
def broken(request: HttpRequest, secret: str) -> None:
    try:
        int(request.GET["q"])
    except ValueError as error:
        raise RuntimeError(request.GET["q"]) from error


urlpatterns = [path("invitation/<str:secret>/", broken)]


@pytest.fixture
def written(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.handler.setFormatter(WithoutWords())
    return caplog


@override_settings(ROOT_URLCONF=__name__)
def test_a_fault_says_where_and_of_what_kind_and_nothing_of_what_was_written(written: pytest.LogCaptureFixture) -> None:
    client = Client(raise_request_exception=False)
    assert client.get("/invitation/very-secret/?q=Dubois 85.07.30-033.28").status_code == 500
    [record] = [one for one in written.records if one.levelno == logging.ERROR]
    text = written.handler.format(record)
    assert "500 GET /invitation/…/" in text
    assert "builtins.ValueError" in text
    assert "builtins.RuntimeError" in text
    assert "test_fault_log.py" in text
    for word in ("Dubois", "85.07.30", "very-secret"):
        assert word not in text


def test_the_faults_of_pages_go_to_that_log() -> None:
    [handler] = logging.getLogger("django").handlers
    assert isinstance(handler.formatter, WithoutWords)
