"""PyPI georeport, as it comes: reading in JSON, and in XML where its own reader copes."""

import os

from georeport import GeoReport

ENDPOINT = os.environ["LAPOR_ENDPOINT"]
WINDOW = {"start_date": os.environ["LAPOR_FROM"], "end_date": os.environ["LAPOR_TO"]}

for form in ["json", "xml"]:
    city = GeoReport(ENDPOINT, jurisdiction="palangkaraya", output_format=form)
    services = city.get_service_list()
    assert len(services) > 10, services
    assert {"service_code", "service_name", "metadata", "type", "group"} <= set(services[0]), services[0]
    definition = city.get_service_definition(services[0]["service_code"])
    assert definition["service_code"] == services[0]["service_code"], definition
    requests = city.get_service_requests(**WINDOW)
    assert len(requests) > 1, requests
    for request in requests:
        assert request["status"] in ("open", "closed"), request
        assert isinstance(request["service_request_id"], str), request
    one = city.get_service_request(requests[0]["service_request_id"])
    # Its reader of XML gives one element as itself, not as a list of one.
    one = one[0] if isinstance(one, list) else one
    assert one == requests[0], (one, requests[0])
    both = city.get_service_requests(service_request_id=",".join(r["service_request_id"] for r in requests[:2]))
    assert [r["service_request_id"] for r in both] == [r["service_request_id"] for r in requests[:2]]
    closed = city.get_service_requests(status="closed", **WINDOW)
    assert all(request["status"] == "closed" for request in closed) and closed
    code = requests[0]["service_code"]
    of_kind = city.get_service_requests(service_code=code, **WINDOW)
    of_kind = of_kind if isinstance(of_kind, list) else [of_kind]
    assert all(request["service_code"] == code for request in of_kind) and of_kind
    print(f"georeport {form}: {len(services)} services, {len(requests)} requests")
