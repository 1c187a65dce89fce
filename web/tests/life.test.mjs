// The life of a report, walked by three people in Chromium, with and without JavaScript: someone on a phone files it, the
// coordinator verifies and releases it, the office answers, the person agrees and rates. Every page passed is inspected.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { axe } from "./axe.mjs";
import { shot } from "./browser.mjs";
import { CITY, VILLAGE } from "./city.mjs";
import { inspected, openCity, signIn } from "./desk.mjs";
import { picture } from "./picture.mjs";

const SECRET = "Saya Wati Contoh melihat sendiri lubang itu.";
const WRITTEN = `Jalan di depan pasar berlubang dalam. ${SECRET}`;
const TITLE = "Jalan berlubang di depan pasar";
const MASKED = "Jalan di depan pasar berlubang dalam dan membahayakan.";
const INTERIM = "Tim telah memeriksa lokasi dan menyiapkan bahan.";
const FINAL = "Lubang telah ditutup dengan aspal.";

const city = openCity();

describe("the life of a report, from the pavement to its rating", { concurrency: 2 }, () => {
  test("with JavaScript", () => live(true));
  test("without JavaScript", () => live(false));
});

async function live(script) {
  const pictured = (person, name) => shot(person.page, `${name}-${script ? "js" : "nojs"}`);
  const warga = await city.browser.phone(city.server.url, { script });
  const receipt = await files(warga, pictured);

  const coordinator = await city.browser.desktop(city.server.url, { script });
  await signIn(coordinator, city.people.coordinator);
  const older = await openInAnotherTab(coordinator, receipt.number);
  await verifies(coordinator, receipt.number, pictured);
  await refusesStale(coordinator, older, pictured);

  const office = await city.browser.desktop(city.server.url, { script });
  await signIn(office, city.people.unit);
  await answers(office, receipt.number, pictured);

  await opensOwn(warga, receipt.phrase);
  await agreesAndRates(warga, pictured);
  await seenByAStranger(receipt.number, script, pictured);
  for (const person of [warga, coordinator, office]) await person.close();
}

async function files(person, pictured) {
  const { page } = person;
  await inspected(person, `${CITY}/`);
  await pictured(person, "beranda");
  await page.locator(`main a[href="${CITY}/lapor"]`).first().click();
  await page.locator("textarea#text").waitFor();
  await inspected(person);
  await page.fill("#text", WRITTEN);
  await page.check('input[name="kind"][value="complaint"]');
  await page.selectOption("#village", { label: VILLAGE });
  await page.fill("#place", "Depan pasar");
  await page.setInputFiles("#photos", picture());
  await page.check('input[name="identity"][value="named"]');
  await page.fill("#name", "Wati Contoh");
  await pictured(person, "formulir");
  await page.locator('form[enctype="multipart/form-data"] button.btn--main').click();
  await page.locator(".ticket .words li").first().waitFor();
  await inspected(person);
  await pictured(person, "tanda-terima");
  return {
    number: (await page.locator(".ticket .number").innerText()).replaceAll(/\D/g, ""),
    phrase: (await page.locator(".ticket .words li").allInnerTexts()).join(" "),
  };
}

// The officer has the same report open twice; what is done in one tab makes the other old.
async function openInAnotherTab(coordinator, number) {
  const tab = await coordinator.context.newPage();
  await tab.goto(`${CITY}/ruang/laporan/${number}`);
  return tab;
}

async function verifies(person, number, pictured) {
  const { page } = person;
  await pictured(person, "kotak-masuk");
  await page.locator(`table.inbox a[href*="${number}"]`).click();
  await page.locator("#tindakan").waitFor();
  assert.match(await page.locator("main").innerText(), new RegExp(SECRET));
  // The coordinator reads the name by right: nothing was opened, and the page does not say so.
  assert.equal(await page.getByText("Pembukaan ini tercatat").count(), 0);
  await inspected(person);
  await pictured(person, "laporan-koordinator");
  await page.locator("#tindakan-verify > summary").click();
  const form = page.locator("#tindakan-verify form");
  await inspected(person);
  await form.locator('[name="type"][value="complaint"]').check();
  await form.locator('[name="supervisory"][value="no"]').check();
  await choose(form, "category", "Jalan rusak");
  await choose(form, "lead", "Dinas PUPR");
  await form.locator('[name="title_final"]').fill(TITLE);
  await form.locator('[name="text_final"]').fill(MASKED);
  await pictured(person, "verifikasi");
  await form.locator('button[name="release"][value="yes"]').click();
  await page.waitForURL(/selesai=/);
  await inspected(person);
}

// One of the proposals, or any below them.
async function choose(form, name, label) {
  const picks = form.locator(`[name="${name}_pick"]`);
  if (await picks.count()) {
    const proposed = form.locator("label.choice", { hasText: label }).locator(`[name="${name}_pick"]`);
    if (await proposed.count()) return proposed.first().check();
    await form.locator(`[name="${name}_pick"][value=""]`).check();
  }
  await form.locator(`[name="${name}"]`).selectOption({ label });
}

async function refusesStale(person, tab, pictured) {
  await tab.locator("#tindakan-hold > summary").click();
  await tab.locator('#tindakan-hold [name="text"]').fill("Di sisi jalan yang mana?");
  await tab.locator("#tindakan-hold form button.btn").click();
  await tab.locator("#penolakan").waitFor();
  assert.equal(await tab.locator('[name="text"]').inputValue(), "Di sisi jalan yang mana?", "what was written is handed back");
  await axe(tab);
  await pictured({ page: tab }, "usang");
  await tab.close({ runBeforeUnload: false });
  // What the state does not allow names the rule and who may.
  await person.page.goto(`${person.page.url().split("?")[0]}/verify`);
  await person.page.locator("#penolakan").waitFor();
  assert.match(await person.page.locator("#penolakan").innerText(), /Aturan/);
  await inspected(person);
  await pictured(person, "penolakan");
}

async function answers(person, number, pictured) {
  const { page } = person;
  await inspected(person, `${CITY}/ruang/laporan/${number}`);
  assert.ok(!(await page.locator("main").innerText()).includes(SECRET), "the office reads the public version");
  await page.locator("#tindakan-answer > summary").click();
  const interim = page.locator("#tindakan-answer form");
  await interim.locator('[name="text"]').fill(INTERIM);
  await interim.locator('[name="next_by"]').fill(inThreeDays());
  await inspected(person);
  await send(person, interim);
  await inspected(person);
  await page.locator("#tindakan-propose-closure > summary").click();
  const final = page.locator("#tindakan-propose-closure form");
  await final.locator('[name="outcome"][value="done"]').check();
  await final.locator('[name="text"]').fill(FINAL);
  await final.locator('[name="photos"]').setInputFiles(picture());
  await inspected(person);
  await send(person, final);
  await inspected(person);
  await pictured(person, "laporan-unit");
}

// Gives a command and waits for the page that says it is done.
async function send({ page }, form) {
  await form.locator("button.btn").click();
  await page.waitForURL(/selesai=/);
}

async function opensOwn(person, phrase) {
  const { page } = person;
  await inspected(person, `${CITY}/lacak`);
  await page.fill("#phrase", phrase);
  await page.locator('form[method="post"] button').click();
  await page.locator("#langkah").waitFor();
}

async function agreesAndRates(person, pictured) {
  const { page } = person;
  const seen = await page.locator("main").innerText();
  for (const words of [SECRET, FINAL]) assert.ok(seen.includes(words), words);
  await inspected(person);
  await pictured(person, "tampilan-pelapor");
  await page.locator('form[action$="persetujuan"] button').click();
  const rating = page.locator('form[action$="penilaian"]');
  await rating.waitFor();
  await inspected(person);
  await rating.locator('[name="rating"][value="5"]').check();
  await rating.locator("textarea").fill("Cepat dan rapi.");
  await rating.locator("button").click();
  await page.locator('.notice[role="status"]').waitFor();
  assert.ok(await page.locator('[name="rating"][value="5"]').isChecked(), "the rating is kept");
  await inspected(person);
  await pictured(person, "dinilai");
}

async function seenByAStranger(number, script, pictured) {
  const stranger = await city.browser.phone(city.server.url, { script });
  await inspected(stranger, `${CITY}/laporan`);
  await stranger.page.goto(`${CITY}/lacak?number=${number}`);
  await stranger.page.getByText(MASKED).first().waitFor();
  const html = await stranger.page.content();
  for (const words of [SECRET, "Wati"]) assert.ok(!html.includes(words), `a stranger reads: ${words}`);
  await inspected(stranger);
  await pictured(stranger, "laporan-umum");
  for (const address of ["/statistik", "/tentang", "/privasi", "/aksesibilitas"]) await inspected(stranger, CITY + address);
  await inspected(stranger, `${CITY}/`);
  await stranger.close();
}

function inThreeDays() {
  return new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
}
