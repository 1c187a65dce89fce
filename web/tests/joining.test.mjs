// One problem, many reporters, walked with and without JavaScript: what others reported is offered while somebody writes,
// and joining is one choice. What goes public goes masked.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { shot } from "./browser.mjs";
import { CITY, VILLAGE } from "./city.mjs";
import { aMoment, files, inspected, openCity, signIn } from "./desk.mjs";

const NIK = "6271031708900003";
const PHONE = "081234567890";
const street = (script) => (script ? "Jalan Melati" : "Jalan Kenanga");
const first = (script) =>
  `Lampu jalan di ${street(script)} dekat jembatan padam sejak Senin, gelap sekali kalau malam. NIK saya ${NIK}, hubungi ${PHONE}.`;
const second = (script) => `Lampu jalan di ${street(script)} dekat jembatan padam sejak Senin, kalau malam gelap sekali`;

const city = openCity();

describe("one problem, many reporters", () => {
  test("with JavaScript", () => walk(true));
  test("without JavaScript", () => walk(false));
});

async function walk(script) {
  const warga = await city.browser.phone(city.server.url, { script });
  const root = await files(warga, first(script), (page) => page.selectOption("#village", { label: VILLAGE }));
  await warga.close();
  await released(root, script);
  await aMoment();

  const stranger = await city.browser.phone(city.server.url, { script });
  await inspected(stranger, `${CITY}/laporan/${root}`);
  const html = await stranger.page.content();
  for (const hidden of [NIK, PHONE]) assert.ok(!html.includes(hidden), `a stranger reads ${hidden}`);
  assert.ok(html.includes(street(script)), "the rest is there");
  await shot(stranger.page, `publik-disamarkan-${script ? "js" : "nojs"}`);

  const joined = await files(stranger, second(script), async (page) => {
    await page.selectOption("#village", { label: VILLAGE });
    // Without script the button asks; with it the question is asked while one writes.
    if (!script) {
      await page.locator('button[formaction$="/lapor/serupa"]').click();
      await page.check('input[name="kind"][value="complaint"]');
      await page.check('input[name="identity"][value="anonymous"]');
    }
    const offered = page.locator(`input[name="joins"][value="${root}"]`);
    await offered.waitFor();
    await inspected(stranger);
    await shot(page, `ikut-${script ? "js" : "nojs"}`);
    await offered.check();
  });
  assert.notEqual(joined, root, "a report of its own");
  await stranger.page.goto(`${CITY}/laporan/${root}`);
  assert.match(await stranger.page.locator("main").innerText(), /2 orang melaporkan/);
  await inspected(stranger);
  await stranger.close();
}

// The coordinator publishes the words as they are proposed: masked.
async function released(number, script) {
  const coordinator = await city.browser.desktop(city.server.url, { script });
  const { page } = coordinator;
  await signIn(coordinator, city.people.coordinator);
  await inspected(coordinator, `${CITY}/ruang/laporan/${number}/verify`);
  assert.ok((await page.locator("main").innerText()).includes(NIK), "the coordinator reads the original");
  const offered = await page.inputValue('[name="text_final"]');
  for (const hidden of [NIK, PHONE]) assert.ok(!offered.includes(hidden), `masked by default: ${offered}`);
  await shot(page, `disamarkan-${script ? "js" : "nojs"}`);
  for (const name of ["lead", "category"]) {
    const first = page.locator(`input[name="${name}_pick"]`).first();
    if (await first.count()) await first.check();
    else await page.locator(`select[name="${name}"]`).selectOption({ index: 1 });
  }
  await page.locator('button[name="release"][value="yes"]').click();
  await page.waitForURL(/selesai=verify/);
  await coordinator.close();
}
