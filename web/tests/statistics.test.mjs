// The figures page of the demonstration city: read without scripts and with the keyboard, on a telephone, in the dark, on
// paper, and one chart of it in the frame of another site.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { axe } from "./axe.mjs";
import { fitsSmallestScreen, openBrowser, shot } from "./browser.mjs";
import { startLapor } from "./server.mjs";

const YEAR = "/b/palangkaraya/statistik?from=2023-01-01&to=2023-12-31&as_of=2023-12-31";
const CHARTS = ["keadaan", "bulan", "arus", "kategori", "unit", "wilayah", "waktu", "umur", "kanal", "jenis"];
const opened = {};

before(async () => {
  opened.server = await startLapor({ command: "demo" });
  await borders(opened.server);
  opened.browser = await openBrowser();
});
after(async () => {
  await opened.browser?.close();
  await opened.server?.stop();
});

// Every kelurahan of the city as a square, so that there is a map.
async function borders(server) {
  const answer = await (await fetch(`${server.url}/b/palangkaraya/api/v1/regions`)).json();
  const villages = answer.regions.filter(({ code }) => code.split(".").length === 4);
  assert.ok(villages.length > 3, "the demonstration has its kelurahan");
  const features = villages.map(({ code, name }, at) => {
    const [x, y] = [113.8 + (at % 6) * 0.05, -2.1 - Math.floor(at / 6) * 0.05];
    const ring = [[x, y], [x + 0.05, y], [x + 0.05, y - 0.05], [x, y - 0.05], [x, y]];
    return { type: "Feature", properties: { kode: code, nama: name }, geometry: { type: "Polygon", coordinates: [ring] } };
  });
  const dir = mkdtempSync(join(tmpdir(), "lapor-wilayah-"));
  try {
    const file = join(dir, "wilayah.geojson");
    writeFileSync(file, JSON.stringify({ type: "FeatureCollection", features }));
    await server.lapor("import", "regions", file);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
  // The server hears of it a moment later.
  for (let n = 0; n < 40; n += 1) {
    const page = await (await fetch(server.url + YEAR)).text();
    if (/id="grafik-wilayah"[\s\S]*g-f-step/.test(page)) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  assert.fail("the map does not come");
}

for (const script of [false, true]) {
  test(`a telephone reads every figure ${script ? "with" : "without"} scripts`, async () => {
    const warga = await opened.browser.phone(opened.server.url, { script });
    const { page } = warga;
    assert.ok((await page.goto(YEAR)).ok());
    const words = await page.locator("main").innerText();
    assert.match(words, /laporan diterima; .* tertangani/);
    for (const name of CHARTS) {
      const figure = page.locator(`#grafik-${name}`);
      assert.equal(await figure.locator("svg.g:visible").count(), 1, `${name} is drawn once`);
      assert.ok((await figure.locator("table.data tbody tr").count()) > 0, `${name} has its table`);
      await figure.locator("summary", { hasText: "Bagaimana angka ini dihitung?" }).click();
      assert.match(await figure.innerText(), /sampai akhir 31 Desember 2023[\s\S]*sampai nomor/);
    }
    await axe(page);
    await fitsSmallestScreen(page);
    await shot(page, `statistik-telepon-${script ? "skrip" : "tanpa"}`);
    await warga.close();
  });
}

test("the arrow keys read a chart aloud", async () => {
  const warga = await opened.browser.desktop(opened.server.url);
  const { page } = warga;
  await page.goto(YEAR);
  const drawing = page.locator("#grafik-bulan [data-drawing]");
  await drawing.focus();
  await page.keyboard.press("ArrowRight");
  const readout = page.locator("#grafik-bulan [data-readout]");
  const first = await readout.innerText();
  assert.match(first, /^Jan.*, Tertangani: \d/);
  await page.keyboard.press("End");
  assert.notEqual(await readout.innerText(), first);
  await page.locator("#grafik-unit svg.g:visible .g-mark").first().hover();
  assert.match(await page.locator("#grafik-unit [data-readout]").innerText(), /: \d/);
  await axe(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await axe(page);
  await shot(page, "statistik-gelap");
  await page.emulateMedia({ colorScheme: "light" });
  await shot(page, "statistik-meja");
  // A value leads to the reports behind it.
  await page.locator("#grafik-kategori svg.g:visible a").first().click();
  await page.waitForURL(/\/laporan\?category=/);
  await warga.close();
});

test("on paper every table is open", async () => {
  const warga = await opened.browser.desktop(opened.server.url, { script: false });
  await warga.page.goto(YEAR);
  await warga.page.emulateMedia({ media: "print" });
  for (const name of CHARTS) {
    assert.ok(await warga.page.locator(`#grafik-${name} table.data`).isVisible(), `${name} is printed`);
  }
  await warga.close();
});

test("one chart stands in the frame of another site, the page does not", async () => {
  const frames = [`${opened.server.url}/b/palangkaraya/statistik/grafik/bulan.html?from=2023-01-01&to=2023-12-31`, opened.server.url + YEAR];
  const picture = `${opened.server.url}/b/palangkaraya/statistik/grafik/keadaan.png?from=2023-01-01&to=2023-12-31`;
  const html = `<!doctype html><title>Berita</title>${frames.map((src) => `<iframe src="${src}"></iframe>`).join("")}<img alt="" src="${picture}">`;
  const elsewhere = createServer((_, response) => response.setHeader("content-type", "text/html").end(html));
  await new Promise((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
  // Another host, not only another door of this one.
  const address = `http://localhost:${elsewhere.address().port}/`;
  const reader = await opened.browser.desktop(address, { expectProblems: true });
  try {
    await reader.page.goto(address);
    const [chart, page] = reader.page.frames().slice(1);
    await chart.locator("svg.g:visible").first().waitFor();
    assert.ok((await chart.locator("table.data tr").count()) > 10);
    assert.equal(await page.locator("svg.g").count(), 0, "the page refuses the frame");
    const width = await reader.page.locator("img").evaluate((image) => image.decode().then(() => image.naturalWidth));
    assert.equal(width, 1440);
  } finally {
    await reader.close();
    elsewhere.close();
  }
});

test("what cannot be asked or drawn says so", async () => {
  const at = (path) => fetch(`${opened.server.url}/b/palangkaraya/statistik/grafik/${path}`);
  assert.equal((await at("keadaan.pdf")).status, 404);
  assert.equal((await at("rahasia.svg")).status, 404);
  const reversed = await at("keadaan.svg?from=2023-12-31&to=2023-01-01");
  assert.equal(reversed.status, 422);
  assert.match(await reversed.text(), /Tanggal akhir/);
  const drawing = await at("keadaan.svg?from=2023-01-01&to=2023-12-31");
  assert.equal(drawing.headers.get("content-type"), "image/svg+xml");
  assert.match(drawing.headers.get("cache-control"), /max-age/);
  assert.equal(drawing.headers.get("x-frame-options"), null);
  assert.match(drawing.headers.get("content-security-policy"), /frame-ancestors \*/);
  const again = await fetch(drawing.url, { headers: { "if-none-match": drawing.headers.get("etag") } });
  assert.equal(again.status, 304);
});
