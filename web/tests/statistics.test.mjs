// The figures page of the demonstration city: read without scripts and with the keyboard, on a telephone, in the dark, on
// paper, and one chart of it in the frame of another site.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { axe } from "./axe.mjs";
import { fits, fitsSmallestScreen, openBrowser, shot } from "./browser.mjs";
import { signIn } from "./desk.mjs";
import { startLapor } from "./server.mjs";

const YEAR = "/b/palangkaraya/statistik?from=2023-01-01&to=2023-12-31&as_of=2023-12-31";
const CHARTS = ["keadaan", "bulan", "arus", "kategori", "unit", "wilayah", "waktu", "umur", "kanal", "jenis"];
// Telephones, tablets, and the office screens between which the layout changes.
const SCREENS = [320, 360, 600, 720, 900, 1000, 1130, 1280, 1600];
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

test("on a telephone a table waits behind its summary, on a desk it stands there", async () => {
  const warga = await opened.browser.phone(opened.server.url, { script: false });
  await warga.page.goto(YEAR);
  const table = warga.page.locator("#grafik-keadaan table.data");
  assert.equal(await table.isVisible(), false);
  await warga.page.locator("#grafik-keadaan summary", { hasText: "Tabel angkanya" }).click();
  assert.ok(await table.isVisible());
  await fits(warga.page, SCREENS);
  await warga.close();
  const desk = await opened.browser.desktop(opened.server.url, { script: false });
  await desk.page.goto(YEAR);
  assert.ok(await desk.page.locator("#grafik-keadaan table.data").isVisible());
  await desk.close();
});

test("no page of figures is wider than its screen, and a month leads to its reports", async () => {
  const warga = await opened.browser.desktop(opened.server.url, { script: false });
  const { page } = warga;
  for (const path of [`${YEAR}&by=region`, `${YEAR}&by=category`, `${YEAR}&by=month`, "/b/palangkaraya/data", "/b/palangkaraya/janji", "/b/palangkaraya/dokumen"]) {
    assert.ok((await page.goto(path)).ok(), path);
    await fits(page, SCREENS);
    await axe(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await axe(page);
    await page.emulateMedia({ colorScheme: "light" });
  }
  await page.goto(`${YEAR}&by=month`);
  // What is wide is reached by keyboard, and says what it is.
  const wide = page.getByRole("region", { name: /^Menurut bulan diterima/i });
  await wide.focus();
  assert.ok(await wide.evaluate((box) => box === document.activeElement));
  await wide.getByRole("link", { name: "Maret 2023" }).click();
  await page.waitForURL(/\/laporan\?from=2023-03-01&to=2023-03-31&as_of=/);
  assert.match(await page.locator("main").innerText(), /1 Maret 2023 sampai 31 Maret 2023/);
  for (const day of await page.locator("ul.grid time").evaluateAll((times) => times.map((time) => time.dateTime))) {
    assert.match(day, /^2023-03-/);
  }
  await warga.close();
});

test("every report of a month is in its column, and a breakdown is within reach of the question", async () => {
  const warga = await opened.browser.desktop(opened.server.url, { script: false });
  const { page } = warga;
  // The year that has just begun: some are not open to all, and their states are not told.
  await page.goto("/b/palangkaraya/statistik?by=region");
  const months = await page.locator("#grafik-bulan table.data tbody tr").evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent.trim())),
  );
  assert.ok(months.length > 0);
  for (const [received, ...states] of months.filter((row) => !row.includes("–"))) {
    assert.equal(states.reduce((sum, n) => sum + Number(n), 0), Number(received), `${received}: ${states}`);
  }
  await page.getByRole("link", { name: "Menurut wilayah", exact: true }).click();
  const top = await page.getByRole("heading", { name: "Menurut wilayah", exact: true }).evaluate((heading) => heading.getBoundingClientRect().top);
  assert.ok(top >= 0 && top < 400, `the breakdown is at ${top}`);
  await warga.close();
});

test("officers' figures, papers and plans are read by all, on every screen and on paper", async () => {
  const log = opened.server.log();
  const login = log.match(/^koordinator\S*\s+(\S+@\S+)/im)?.[1];
  const password = log.match(/Kata sandi semua petugas: (\S+)/)?.[1];
  assert.ok(login && password, log);
  const desk = await opened.browser.desktop(opened.server.url, { script: false });
  const { page } = desk;
  await signIn(desk, { login, password });
  const room = "/b/palangkaraya/ruang";
  const figures = `${room}/statistik?from=2023-01-01&to=2023-12-31&by=region`;
  const table = `${room}/statistik/ukuran?from=2023-01-01&to=2023-12-31&measures=received,completion,time_to_resolve&by=district&compare=yes`;
  for (const path of [figures, table, `${room}/dasbor`, `${room}/dokumen`, `${room}/rencana`, `${room}/rencana/baru`]) {
    assert.ok((await page.goto(path)).ok(), path);
    await fits(page, SCREENS);
    await axe(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await axe(page);
    await page.emulateMedia({ colorScheme: "light", media: "print" });
    assert.equal(await page.locator("nav:visible, form:visible, button:visible").count(), 0, `${path}: nothing to press on paper`);
    for (const table of await page.locator("section > table, section > .scroll > table, .chart-table table").all()) {
      assert.ok(await table.isVisible(), `${path}: a table is printed`);
    }
    await page.emulateMedia({ media: "screen" });
  }
  await page.goto(figures);
  assert.match(await page.locator("main caption").first().innerText(), /Menurut wilayah/, "what was asked for comes first");
  await page.locator("dl.figures a", { hasText: "Tertangani" }).click();
  await page.waitForURL(/tab=selesai&from=2023-01-01&to=2023-12-31/);
  await desk.close();
});

test("on a telephone officers see where they are in the menu", async () => {
  const log = opened.server.log();
  const login = log.match(/^koordinator\S*\s+(\S+@\S+)/im)?.[1];
  const password = log.match(/Kata sandi semua petugas: (\S+)/)?.[1];
  const desk = await opened.browser.phone(opened.server.url);
  await signIn(desk, { login, password });
  for (const path of ["rencana", "akun", "kelola/kategori"]) {
    await desk.page.goto(`/b/palangkaraya/ruang/${path}`);
    for (const here of await desk.page.locator("nav [aria-current]").all()) {
      const { x, width } = await here.boundingBox();
      assert.ok(x >= 0 && x + width <= 360, `${path}: from ${x}, ${width} wide`);
    }
  }
  await desk.close();
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
