"""PyPI feedparser, as it comes: the Atom feed of the demonstration, its pages and its answers to whoever has it already.
Beside it what a map needs of the GeoJSON."""

import json
import os
import urllib.request

import feedparser

ROOT = os.environ["LAPOR_ENDPOINT"].removesuffix("/open311/v2")

feed = feedparser.parse(f"{ROOT}/umpan/atom")
assert not feed.bozo, feed.get("bozo_exception")
assert feed.version == "atom10", feed.version
assert feed.feed.id.startswith("tag:") and feed.feed.title and feed.feed.updated_parsed, feed.feed
assert 0 < len(feed.entries) <= 100, len(feed.entries)
ids = {entry.id for entry in feed.entries}
assert len(ids) == len(feed.entries), "each stands once"
times = [entry.updated_parsed for entry in feed.entries]
assert times == sorted(times, reverse=True), "the latest news first"
for entry in feed.entries:
    assert entry.title and entry.link.startswith(ROOT) and entry.author and entry.content[0].value, entry
again = feedparser.parse(f"{ROOT}/umpan/atom", etag=feed.etag)
assert again.status == 304, again.status
more = [link.href for link in feed.feed.links if link.rel == "next"]
if more:
    after = feedparser.parse(more[0])
    assert not after.bozo and ids.isdisjoint(entry.id for entry in after.entries)

with urllib.request.urlopen(f"{ROOT}/umpan/geojson?limit=1000") as answer:
    assert answer.headers["content-type"] == "application/geo+json", answer.headers
    places = json.load(answer)
assert places["type"] == "FeatureCollection" and places["features"], places
for feature in places["features"]:
    assert feature["type"] == "Feature" and "geometry" in feature and feature["properties"]["href"], feature
    if feature["geometry"]:
        east, north = feature["geometry"]["coordinates"]
        assert 94 < east < 142 and -12 < north < 7, feature["geometry"]
print(f"{len(feed.entries)} entries, {len(places['features'])} places")
