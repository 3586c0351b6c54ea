"""Our model asks for what the national profile, HSDS and the compliance page require, and refuses what they refuse."""

from __future__ import annotations

import pytest

from services_directory.publish.open_referral import model

UUID = "15a7bb3b-9f2b-5c7e-8b6e-3f0d5c1a2b3c"
# Read from the published schemas and the compliance page on 27 November 2026; docs/decisions/0009 says where they differ.
REQUIRED = {
    "Service": {"id", "organization_id", "name", "status"},
    "Organization": {"id", "name", "description"},
    "Taxonomy": {"id", "name", "description"},
    "TaxonomyTerm": {"id", "name", "description"},
    "Phone": {"id", "number"},
    "Location": {"id", "location_type"},
    "ServiceAtLocation": {"id"},
    "ServiceArea": {"id"},
    "Schedule": {"id"},
    "Language": {"id"},
    "CostOption": {"id"},
    "Funding": {"id"},
    "Contact": {"id"},
    "Attribute": {"id"},
    "Accessibility": {"id"},
}


@pytest.mark.parametrize("name", REQUIRED)
def test_the_model_requires_what_the_standards_require(name):
    assert getattr(model, name).__required_keys__ == REQUIRED[name]


def a_service(**also):
    return {"id": UUID, "organization_id": UUID, "name": "A", "status": "active", **also}


def test_the_least_that_may_be_is_sound():
    assert list(model.faults(a_service(), model.Service)) == []


@pytest.mark.parametrize(
    ("also", "says"),
    [
        ({"name": None}, ".name: must be str"),
        ({"name": ""}, ".name: must be str, and not empty"),
        ({"url": None}, ".url: must be text"),
        ({"url": "javascript:alert(1)"}, "is not a valid uri"),
        ({"email": "at example"}, "is not a valid email"),
        ({"status": "open"}, "is not one of"),
        ({"assured_date": "27/11/2026"}, "is not a day"),
        ({"id": "shelter"}, "is not a valid uuid"),
        ({"id": "15a7bb3b-9f2b-1c7e-8b6e-3f0d5c1a2b3c"}, "is not a valid uuid"),
        ({"phones": []}, "must be a list that is not empty"),
        ({"phones": [{"id": UUID}]}, ".phones[0]: 'number' is missing"),
        ({"phones": "0808"}, "must be a list"),
        ({"organization": []}, "must be an object"),
        ({"x_tried_by_a_person": "yes"}, "must be bool"),
        ({"cost_options": [{"id": UUID, "amount": True}]}, "must be int"),
        ({"address": "1 Open Street"}, "'address' is not in our model"),
    ],
)
def test_a_fault_is_found(also, says):
    assert any(says in fault for fault in model.faults(a_service(**also), model.Service))


@pytest.mark.parametrize("missing", sorted(REQUIRED["Service"]))
def test_what_is_required_of_a_service_may_not_be_missing(missing):
    service = a_service()
    del service[missing]
    assert list(model.faults(service, model.Service)) == [f": {missing!r} is missing"]
