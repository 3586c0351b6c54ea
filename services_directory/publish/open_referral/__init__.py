"""The directory as open data: an Open Referral UK (HSDS-UK 3.0) feed of plain files, and its downloads (docs/decisions/0009).

    open-referral/index.json                     what this is
    open-referral/services.json, services-2.json, ...         pages of 50
    open-referral/services/UUID.json             one service, with all that belongs to it
    the same for taxonomies, taxonomy_terms, service_at_locations and organizations
    open-referral/openapi.json                   the description for machines
    open-referral/download/services.csv and .json             everything in one file

Made from Services, which never hold a confidential address.
"""

FEED = "open-referral"
