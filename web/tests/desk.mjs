// What several walks have in common: filing from a phone, signing in at a desk.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { axe } from "./axe.mjs";
import { fitsSmallestScreen, openBrowser } from "./browser.mjs";
import { build, CITY } from "./city.mjs";
import { startLapor } from "./server.mjs";

// A city of its own for the tests of a file, with its people and a browser; filled in before they begin.
export function openCity() {
  const opened = {};
  before(async () => {
    opened.server = await startLapor({ prepare: async (lapor) => (opened.people = await build(lapor)) });
    opened.browser = await openBrowser();
  });
  after(async () => {
    await opened.browser?.close();
    await opened.server?.stop();
  });
  return opened;
}

// A page as it stands: readable for all, and on a phone nothing is cut off.
export async function inspected(person, address) {
  if (address) assert.ok((await person.page.goto(address)).ok(), address);
  await axe(person.page);
  await fitsSmallestScreen(person.page);
}

// Files by form and gives the number; `more` fills in or presses what is special.
export async function files(person, text, more) {
  const { page } = person;
  await page.goto(`${CITY}/lapor`);
  await page.fill("#text", text);
  await page.check('input[name="kind"][value="complaint"]');
  await page.check('input[name="identity"][value="anonymous"]');
  await more?.(page);
  await page.locator('form[enctype="multipart/form-data"] button.btn--main').click();
  await page.locator(".ticket .number").waitFor();
  return (await page.locator(".ticket .number").innerText()).replaceAll(/\D/g, "");
}

export async function signIn(person, { login, password }) {
  const { page } = person;
  await inspected(person, `${CITY}/masuk`);
  await page.fill("#login", login);
  await page.fill("#password", password);
  await page.locator("main form button").click();
  await page.locator("nav.tabs").waitFor();
  await inspected(person);
}

// Learning, search and twins follow a second behind.
export function aMoment(ms = 2500) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
