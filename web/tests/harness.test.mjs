// The harness itself, on pages of its own: what it is trusted to catch, it must catch.

import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { axe } from "./axe.mjs";
import { fitsSmallestScreen, openBrowser, shot } from "./browser.mjs";

const page = (body) => `<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Uji</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head><body><main><h1>Uji</h1>${body}</main></body></html>`;

const PAGES = {
  "/": page(`<form method="post" action="/kirim"><label>Isi laporan <textarea name="isi"></textarea></label><button>Kirim</button></form>
    <p id="script">tanpa</p><script>document.getElementById("script").textContent = "dengan"</script>
    <noscript><p>Halaman ini berjalan tanpa JavaScript.</p></noscript>`),
  "/tanpa-label": page(`<input name="isi">`),
  "/noscript-tanpa-label": page(`<noscript><input name="isi"></noscript>`),
  "/rusak": page(`<script>throw new Error("sengaja")</script>`),
  "/luar": page(`<img alt="" src="http://127.0.0.1:9/x.png">`),
  "/lebar": page(`<div style="width: 700px">lebar</div>`),
};

let server, url, browser;

before(async () => {
  server = createServer((request, response) => {
    const headers = { "content-type": "text/html; charset=utf-8" };
    if (request.method !== "POST") {
      const body = PAGES[request.url];
      response.writeHead(body ? 200 : 404, headers).end(body ?? page("tidak ada"));
      return;
    }
    let sent = "";
    request.on("data", (text) => (sent += text));
    request.on("end", () => response.writeHead(200, headers).end(page(`<p id="isi">${new URLSearchParams(sent).get("isi")}</p>`)));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${server.address().port}`;
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  server?.close();
});

for (const script of [true, false]) {
  describe(script ? "with JavaScript" : "without JavaScript", () => {
    test("a person on a phone sends a form", async () => {
      const warga = await browser.phone(url, { script });
      await warga.page.goto("/");
      assert.equal(await warga.page.locator("#script").textContent(), script ? "dengan" : "tanpa");
      await axe(warga.page);
      await fitsSmallestScreen(warga.page);
      await warga.page.getByLabel("Isi laporan").fill("Lampu jalan padam");
      await warga.page.getByRole("button", { name: "Kirim" }).tap();
      assert.equal(await warga.page.locator("#isi").textContent(), "Lampu jalan padam");
      const file = await shot(warga.page, `harness-phone-${script ? "js" : "nojs"}`);
      assert.ok(statSync(file).size > 1000);
      await warga.close();
    });

    test("axe finds a field without a label", async () => {
      const petugas = await browser.desktop(url, { script });
      await petugas.page.goto("/tanpa-label");
      await assert.rejects(axe(petugas.page), /label/);
      await petugas.close();
    });
  });
}

test("axe looks at what only a visitor without JavaScript sees", async () => {
  const warga = await browser.phone(url, { script: false });
  await warga.page.goto("/noscript-tanpa-label");
  await assert.rejects(axe(warga.page), /label/);
  await warga.close();
});

test("script errors and calls to other hosts fail when a person leaves", async () => {
  for (const [path, complaint] of [["/rusak", /sengaja/], ["/luar", /calls http:\/\/127\.0\.0\.1:9/]]) {
    const warga = await browser.desktop(url);
    await warga.page.goto(path);
    await assert.rejects(warga.close(), complaint);
  }
});

test("a page that answers 404 is no complaint", async () => {
  const warga = await browser.desktop(url);
  const response = await warga.page.goto("/tidak-ada");
  assert.equal(response.status(), 404);
  await warga.close();
});

test("a page too wide for the smallest screen is found", async () => {
  const warga = await browser.phone(url);
  await warga.page.goto("/lebar");
  await assert.rejects(fitsSmallestScreen(warga.page), /700|wide/);
  await warga.close();
});
