"""PyPI three, as it comes: reading and sending in JSON. It is of Python 2 and takes a function that Python 3 dropped."""

import io
import itertools
import os
import struct
import zlib
from datetime import date, datetime

itertools.ifilter = filter

from three import Three  # noqa: E402: only after the line above

ENDPOINT = os.environ["LAPOR_ENDPOINT"]
city = Three(ENDPOINT, api_key=os.environ["LAPOR_API_KEY"], jurisdiction="palangkaraya")

found = city.discovery()
assert ENDPOINT in [endpoint["url"] for endpoint in found["endpoints"]], found
services = city.services()
assert len(services) > 10, services
code = services[0]["service_code"]
assert city.services(code)["service_code"] == code

first, last = (datetime.fromisoformat(os.environ[name]).date() for name in ("LAPOR_FROM", "LAPOR_TO"))
requests = city.requests(between=[first, last])
assert len(requests) > 1, requests
assert len(city.requests(between=[first, last], count=1)) == 1
words = [day.strftime("%m-%d-%Y") for day in (first, last)]
assert city.requests(start=words[0], end=words[1]) == requests
kind = requests[0]["service_code"]
assert all(request["service_code"] == kind for request in city.requests(kind, between=[first, last]))
assert city.request(requests[0]["service_request_id"]) == requests[:1]
assert city.request("0000")[0]["code"] == 404

sent = city.post(code, address="Jalan Contoh 1", name="Warga Contoh", phone="081200000000",
                 description="Lubang di depan pasar, dikirim dengan three.")
number = sent[0]["service_request_id"]
assert number and "token" not in sent[0], sent
again = city.post(code, address="Jalan Contoh 1", name="Warga Contoh", phone="081200000000",
                  description="Lubang di depan pasar, dikirim dengan three.")
assert again == sent, (again, sent)
assert city.request(number, api_key=city.api_key)[0]["service_request_id"] == number
assert city.token(number, api_key=city.api_key)[0]["service_request_id"] == number



def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


# A small picture, so that none has to lie here.
rows = b"".join(b"\0" + bytes((x * 4, y * 5, 90)[i] for x in range(64) for i in range(3)) for y in range(48))
picture = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 48, 8, 2, 0, 0, 0))
picture += chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
media = io.BytesIO(picture)
media.name = "lubang.png"
with_media = city.post(code, lat="-2.2089", long="113.9213", description="Lubang yang sama, dengan foto.", media=media)
assert with_media[0]["service_request_id"] not in (None, number), with_media

refused = Three(ENDPOINT, api_key="salah").post(code, address="Jalan Contoh 1", description="Tidak akan diterima.")
assert refused[0]["code"] == 403, refused
print(f"three json: {len(services)} services, {len(requests)} requests, sent {number}")
