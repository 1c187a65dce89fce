// An officer records for others without touching the mouse: a number for the channel, words, Ctrl+Enter.

import assert from "node:assert/strict";
import { test } from "node:test";
import { CITY } from "./city.mjs";
import { inspected, openCity, signIn } from "./desk.mjs";

const opened = openCity();
const FORM = `${CITY}/ruang/catat`;

test("a report is recorded by keyboard and its receipt printed again", async () => {
  const desk = await opened.browser.desktop(opened.server.url);
  await signIn(desk, opened.people.coordinator);
  const { page } = desk;
  await inspected(desk, FORM);
  await page.keyboard.press("4");
  assert.equal(await page.evaluate(() => document.activeElement.name), "link");
  assert.ok(await page.locator("input[name=letter_no]").isHidden(), "what belongs to a letter is not asked for");
  await page.keyboard.type("https://www.instagram.com/p/Cxyz123/?igsh=abc");
  await page.fill("textarea[name=text]", "Lampu jalan padam di Jalan Contoh.");
  await page.keyboard.press("Control+Enter");
  await page.locator(".slip").waitFor();
  await inspected(desk);
  assert.equal(await page.locator(".slip-words").count(), 0, "nobody is there to take the phrase");
  assert.equal(await page.locator("svg.slip-square").count(), 1);

  await page.goto(FORM);
  await page.keyboard.press("1");
  assert.equal(await page.evaluate(() => document.activeElement.name), "text");
  await page.keyboard.type("Jalan berlubang di depan pasar.");
  await page.keyboard.press("Control+Enter");
  await page.locator(".slip-words").waitFor();
  const number = await page.locator(".slip-number").innerText();
  await inspected(desk, `${CITY}/ruang/catat/saya`);
  await page.locator("tbody a", { hasText: "Cetak ulang" }).first().click();
  await page.locator(".slip").waitFor();
  assert.equal(await page.locator(".slip-number").innerText(), number);
  assert.equal(await page.locator(".slip-words").count(), 0);
  await desk.close();
});

test("without scripts the same form works, with everything in sight", async () => {
  const desk = await opened.browser.phone(opened.server.url, { script: false });
  await signIn(desk, opened.people.coordinator);
  const { page } = desk;
  await page.goto(FORM);
  assert.ok(await page.locator("input[name=letter_no]").isVisible());
  await page.check('input[name="channel"][value="letter"]');
  await page.fill("input[name=letter_no]", "007/RT-03");
  await page.fill("textarea[name=text]", "Saluran air tersumbat.");
  await page.locator(".sendrow button").click();
  await page.locator(".slip").waitFor();
  await desk.close();
});
