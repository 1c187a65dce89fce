// A coordinator's morning: twenty reports verified with the keyboard alone. Three of a kind go elsewhere than the program
// would have sent them, for this city decided otherwise; the fourth it proposes there by itself.

import assert from "node:assert/strict";
import { test } from "node:test";
import { shot } from "./browser.mjs";
import { CITY } from "./city.mjs";
import { aMoment, files, inspected, openCity, signIn } from "./desk.mjs";

const OTHERWISE = "Satuan Polisi Pamong Praja";
const parking = (where, when) => `Parkir liar di bahu jalan ${where} membuat macet ${when}, juru parkir memungut tanpa karcis.`;
const REPORTS = [
  ["Jalan aspal di depan pasar berlubang besar, motor sering jatuh kalau malam.", "Dinas PUPR"],
  ["Sampah menumpuk di TPS dekat sekolah, sudah seminggu tidak diangkut dan baunya menyengat.", "Dinas Lingkungan Hidup"],
  [parking("depan mal", "sepanjang sore"), OTHERWISE],
  ["KTP elektronik saya belum dicetak padahal perekaman sudah tiga bulan yang lalu.", "Dinas Kependudukan dan Pencatatan Sipil"],
  ["Puskesmas tutup sebelum jam pelayanan, pasien disuruh pulang.", "Dinas Kesehatan"],
  ["Drainase tersumbat, setiap hujan jalan dan rumah warga tergenang.", "Dinas PUPR"],
  [parking("Ahmad Yani", "tiap pagi"), OTHERWISE],
  ["Guru di SD jarang masuk kelas, siswa pulang lebih awal tiap hari.", "Dinas Pendidikan"],
  ["Lampu lalu lintas di simpang empat mati, kendaraan semrawut tiap pagi.", "Dinas Perhubungan"],
  ["Truk sampah tidak lewat lagi di gang kami, sampah rumah tangga berserakan.", "Dinas Lingkungan Hidup"],
  ["Akta kelahiran anak saya salah nama, mohon diperbaiki di kartu keluarga juga.", "Dinas Kependudukan dan Pencatatan Sipil"],
  [parking("dekat rumah sakit", "sampai malam"), OTHERWISE],
  ["Antrean obat di puskesmas sangat lama dan petugas apotek cuma satu.", "Dinas Kesehatan"],
  ["Trotoar rusak dan paving lepas, pejalan kaki turun ke badan jalan.", "Dinas PUPR"],
  [parking("seberang pasar", "tiap akhir pekan"), OTHERWISE],
  ["Gapura di mulut gang miring, ukirannya lepas dan warnanya pudar.", "Dinas Kebudayaan dan Pariwisata"],
  ["Sekolah memungut uang buku padahal ada dana BOS.", "Dinas Pendidikan"],
  ["Pembuangan limbah cair warung ke sungai membuat air hitam dan ikan mati.", "Dinas Lingkungan Hidup"],
  ["Jembatan kayu di gang belakang lapuk dan papannya patah.", "Dinas PUPR"],
  ["Imunisasi balita di posyandu dibatalkan dua bulan berturut-turut tanpa kabar.", "Dinas Kesehatan"],
];

// Where the program does not know: one of the unit's.
const CATEGORY = {
  "Dinas PUPR": "Jalan rusak",
  "Dinas Lingkungan Hidup": "Sampah dan kebersihan",
  "Dinas Kependudukan dan Pencatatan Sipil": "Kependudukan",
  "Dinas Kesehatan": "Layanan kesehatan",
  "Dinas Pendidikan": "Sekolah",
  "Dinas Perhubungan": "Lampu jalan",
  "Dinas Kebudayaan dan Pariwisata": "Gapura",
  [OTHERWISE]: "Parkir liar",
};

const city = openCity();

test("twenty reports by keyboard alone; what is corrected is proposed right afterwards", async () => {
  const wanted = new Map();
  const warga = await city.browser.phone(city.server.url);
  for (const [text, unit] of REPORTS) wanted.set(await files(warga, text), { text, unit });
  await warga.close();
  await aMoment();

  const { page, ...coordinator } = await city.browser.desktop(city.server.url);
  await signIn({ page }, city.people.coordinator);
  await page.goto(`${CITY}/ruang?tab=belum-diverifikasi`);
  const first = await page.locator('table.inbox a[href*="/ruang/laporan/"]').first().getAttribute("href");
  await page.goto(`${first}/verify`);
  // From here on the mouse lies still.
  let corrected = 0;
  let proposedAfterwards = false;
  for (let done = 0; done < REPORTS.length; done++) {
    const number = /laporan\/(\d+)\/verify/.exec(page.url())[1];
    const { text, unit } = wanted.get(number);
    assert.ok(wanted.delete(number), `${number} comes once`);
    if (done === 0) await inspected({ page });
    const isKind = text.startsWith("Parkir");
    const before = await picked(page, "lead_pick");
    if (isKind && corrected === 3) proposedAfterwards = before.startsWith(unit);
    if (!before.startsWith(unit)) {
      if (isKind) {
        assert.match(before, /^Dinas Perhubungan/, "what the words of the functions say");
        corrected += 1;
      }
      await picks(page, "lead", unit);
    }
    if ((await picked(page, "category_pick")) === "") await picks(page, "category", CATEGORY[unit]);
    assert.ok((await chosen(page)).startsWith(unit), `${text}: ${await chosen(page)}`);
    if (done === 0) await shot(page, "verifikasi-tombol");
    await page.keyboard.press(done % 2 ? "p" : "n");
    await page.waitForURL(/selesai=verify/);
    if (done === 0) await inspected({ page });
    if (done === REPORTS.length - 1) break;
    // Learning is a second behind the officer.
    await aMoment(1500);
    const next = page.locator("[data-next]:focus");
    await next.waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/verify$/);
  }
  assert.equal(corrected, 3, "this city decided otherwise");
  assert.ok(proposedAfterwards, "after three corrections it does");
  assert.match(await page.locator("main").innerText(), /Tidak ada lagi yang menunggu verifikasi/);

  await inspected({ page }, `${CITY}/ruang/rute`);
  await shot(page, "mutu-usulan");
  assert.match(await page.locator(".figures").innerText(), /20/);
  await inspected({ page }, `${CITY}/ruang/kelola/rute`);
  await shot(page, "rute");
  await inspected({ page }, `${CITY}/ruang/kelola/aturan`);
  await coordinator.close();
});

// The words of the chosen radio; empty where "another" is chosen.
function picked(page, name) {
  return page.evaluate((name) => {
    const radio = document.querySelector(`input[name="${name}"]:checked`);
    return radio?.value ? radio.closest("label").innerText : "";
  }, name);
}

// The unit that the form would send.
async function chosen(page) {
  const pick = await picked(page, "lead_pick");
  if (pick) return pick;
  return page.evaluate(() => document.querySelector('select[name="lead"]')?.selectedOptions[0]?.text ?? "");
}

// By its digit where it is among the proposals, else by "another" and the first letters of its name.
async function picks(page, name, wanted) {
  const labels = await page.evaluate(
    (name) => [...document.querySelectorAll(`input[name="${name}_pick"]`)].map((radio) => radio.closest("label").innerText),
    name,
  );
  const at = wanted ? labels.findIndex((label) => label.startsWith(wanted)) : 0;
  const key = `Digit${(at >= 0 ? at : labels.length - 1) + 1}`;
  if (labels.length) await page.keyboard.press(name === "category" ? `Shift+${key}` : key);
  if (at >= 0 && labels.length) return;
  await goTo(page, `select[name="${name}"]`);
  await page.keyboard.type(wanted, { delay: 5 });
  await goTo(page, 'button[name="release"]');
}

// With Tab alone.
async function goTo(page, selector) {
  for (let presses = 0; presses < 60; presses++) {
    if (await page.evaluate((selector) => document.activeElement?.matches(selector), selector)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`${selector} cannot be reached with Tab`);
}
