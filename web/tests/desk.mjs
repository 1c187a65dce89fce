// What several walks have in common: filing from a phone, signing in at a desk.

import { axe } from "./axe.mjs";
import { fitsSmallestScreen } from "./browser.mjs";
import { CITY } from "./city.mjs";

// A page as it stands: readable for all, and on a phone nothing is cut off.
export async function inspected(person, address) {
  if (address) await person.page.goto(address);
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
  await page.goto(`${CITY}/masuk`);
  await page.fill("#login", login);
  await page.fill("#password", password);
  await page.locator("main form button").click();
  await page.locator("nav.tabs").waitFor();
}

// Learning, search and twins follow a second behind.
export function aMoment(ms = 2500) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
