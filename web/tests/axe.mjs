// axe-core on the page as it stands. Any violation fails, with what is wrong and where.

import assert from "node:assert/strict";
import axeCore from "axe-core";

const RULES = { resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };

export async function axe(page) {
  const scripted = await page.evaluate(() => matchMedia("(scripting: enabled)").matches);
  const violations = scripted ? await inspect(page) : await inspectTwin(page);
  assert.equal(violations.length, 0, `axe-core, ${page.url()}:\n${violations.map(worded).join("\n")}`);
}

// A colour that is still on its way to another (a button after the scheme changed) is nobody's mistake: what moves
// comes to rest first.
async function inspect(page) {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().filter((moving) => moving instanceof CSSTransition).map((moving) => moving.finished)));
  await page.evaluate(axeCore.source);
  return page.evaluate(async (rules) => (await globalThis.axe.run(document, rules)).violations, RULES);
}

// axe needs timers, which do not run in a page without JavaScript. So the same document, at the same size and address,
// is laid out once more in a context where scripts may run but the page's own are taken out.
async function inspectTwin(page) {
  const html = await page.content();
  const context = await page.context().browser().newContext({ viewport: page.viewportSize(), locale: "id-ID", bypassCSP: true });
  try {
    const twin = await context.newPage();
    const address = page.url();
    await twin.route((url) => url.href === address, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: withoutScripts(html) }));
    await twin.goto(address, { waitUntil: "load" });
    return await inspect(twin);
  } finally {
    await context.close();
  }
}

// What stands in <noscript> is what this visitor sees, so the wrapper goes and its content stays.
function withoutScripts(html) {
  return html.replace(/<script\b[^>]*>[\s\S]*?<\/script>/gi, "").replace(/<\/?noscript\b[^>]*>/gi, "");
}

function worded(violation) {
  const places = violation.nodes.map((node) => `    ${node.target.join(" ")}: ${node.failureSummary?.split("\n").at(1)?.trim() ?? ""}`);
  return `  ${violation.id} (${violation.impact}): ${violation.help}\n${places.join("\n")}`;
}
