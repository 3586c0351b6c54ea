"""Identifiers that never change: another directory keeps our UUIDs."""

from __future__ import annotations

import uuid

from services_directory.publish.open_referral.identifiers import NAMESPACE, feed_id


def test_an_identifier_is_a_uuid5_of_our_namespace():
    assert feed_id("service", "shelter") == str(uuid.uuid5(uuid.UUID(NAMESPACE), "service/shelter"))
    assert feed_id("x", "Tŷ Gwyn") == str(uuid.uuid5(uuid.UUID(NAMESPACE), "x/Tŷ Gwyn"))


def test_the_identifier_of_a_service_is_the_one_that_was_once_published():
    assert feed_id("service", "shelter") == "7d7c0bfb-3b3c-5a69-95e4-b6d8e5293bf4"
