// Chromium for tests: one process per test file, one context per person.
//
//   const browser = await openBrowser();
//   const warga = await browser.phone(server.url);                     // with JavaScript
//   const warga = await browser.phone(server.url, { script: false });  // without
//   await warga.page.goto("/");
//   await warga.close();      // fails if the page complained or called another host
//   await browser.close();

import assert from "node:assert/strict";
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const SHOTS = process.env.LAPOR_SHOTS ?? join(ROOT, "target/shots");

// The smallest phone still common, and an office screen.
const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
const DESKTOP = { viewport: { width: 1280, height: 800 } };

// Nothing but the page under test may use the network.
const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export async function openBrowser() {
  const browser = await chromium.launch({ executablePath: findChromium(), args: ARGS });
  const person = (device) => (url, options) => openPerson(browser, device, url, options);
  return { phone: person(PHONE), desktop: person(DESKTOP), close: () => browser.close() };
}

// Writes a PNG for people to look at; returns its path.
export async function shot(page, name) {
  mkdirSync(SHOTS, { recursive: true });
  const path = join(SHOTS, `${name}.png`);
  await page.screenshot({ path, fullPage: true });
  return path;
}

// WCAG 1.4.10: at 320 px nothing may need scrolling sideways.
export async function fitsSmallestScreen(page) {
  await fits(page, [320]);
}

// On none of these screens the page is wider than the screen; what is wide scrolls in a box of its own.
export async function fits(page, screens) {
  const before = page.viewportSize();
  for (const screen of screens) {
    await page.setViewportSize({ width: screen, height: 640 });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= screen, `${page.url()} is ${width} px wide on a screen of ${screen} px`);
  }
  if (before) await page.setViewportSize(before);
}

async function openPerson(browser, device, url, { script = true, expectProblems = false } = {}) {
  const context = await browser.newContext({
    ...device,
    baseURL: url,
    javaScriptEnabled: script,
    locale: "id-ID",
    timezoneId: "Asia/Jakarta",
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const problems = collectProblems(page, new URL(url).origin);
  const close = async () => {
    await context.close();
    if (!expectProblems) assert.deepEqual(problems, [], "the pages complained in the browser");
  };
  return { page, context, problems, script, close };
}

// What a visitor does not see but a developer must: script errors, refused resources, calls to other hosts.
function collectProblems(page, origin) {
  const problems = [];
  page.on("pageerror", (error) => problems.push(`script error: ${error.message}`));
  page.on("console", (message) => {
    // A page that answers 4xx on purpose is reported here too; that is the test's business, not the page's.
    if (message.type() === "error" && !/the server responded with a status of 4\d\d/.test(message.text())) {
      problems.push(`console: ${message.text()}`);
    }
  });
  page.on("request", (request) => {
    const target = new URL(request.url());
    if (target.protocol.startsWith("http") && target.origin !== origin) problems.push(`calls ${target.origin}`);
  });
  return problems;
}

function findChromium() {
  const places = [process.env.LAPOR_CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"];
  const found = places.find((place) => place && existsSync(place));
  if (!found) throw new Error("Chromium tidak ditemukan. Jalankan: sudo apt-get install chromium");
  return found;
}
