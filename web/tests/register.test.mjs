// An old register comes in by page, without scripts on a phone as with them at a desk; and a report goes to the national
// system by one click, where nobody answers yet.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openBrowser, shot } from "./browser.mjs";
import { build, CITY } from "./city.mjs";
import { inspected, signIn } from "./desk.mjs";
import { startLapor } from "./server.mjs";

const DOORS = `
[sp4n]
base_url = "http://127.0.0.1:9"
local = true
[[sp4n.body]]
slug = "palangkaraya"
token = "uji"
office = { name = "Diskominfo Contoh" }
`;
const REGISTER = `Tanggal Masuk;Nama Pelapor;No HP;Isi Aduan;OPD;Status;Tindak Lanjut
05/03/2019;Warga Satu;081200000001;Lampu jalan padam di gang contoh, sudah dua minggu;Dinas Perhubungan;Beres;Sudah diganti
06/03/2019;Warga Dua;081200000002;Sampah menumpuk di pasar contoh;Dinas Angin;Masih jalan;
entah;Warga Tiga;0812;Jalan berlubang;Dinas PUPR;Selesai;
`;

let dir, server, browser, people;
before(async () => {
  dir = mkdtempSync(join(tmpdir(), "lapor-register-"));
  writeFileSync(join(dir, "saluran.toml"), DOORS);
  writeFileSync(join(dir, "buku-2019.csv"), REGISTER);
  const env = { LAPOR_CHANNELS: join(dir, "saluran.toml") };
  server = await startLapor({ env, prepare: async (lapor) => (people = await build(lapor)) });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(dir, { recursive: true, force: true });
});

async function uploads({ page }) {
  await page.setInputFiles('input[name="file"]', join(dir, "buku-2019.csv"));
  await page.getByRole("button", { name: "Unggah dan cocokkan kolom" }).click();
  await page.locator("#pemetaan-name").waitFor();
}

test("a register is uploaded, mapped, run and its rows to mend are there", async () => {
  const keeper = await browser.desktop(server.url);
  const { page } = keeper;
  await signIn(keeper, people.coordinator);
  await inspected(keeper, `${CITY}/ruang/kelola/impor`);
  await shot(page, "impor-daftar");
  await uploads(keeper);
  await inspected(keeper);
  await shot(page, "impor-pemetaan");
  await page.getByLabel("Status “Beres”").selectOption({ label: "Tertangani, ditutup petugas" });
  await page.getByLabel("Status “Masih jalan”").selectOption({ label: "Sedang dalam proses" });
  await page.getByRole("button", { name: "Simpan dan hitung ulang" }).click();
  await page.getByRole("button", { name: "Jalankan impor" }).click();
  await page.getByText("Impor selesai").waitFor();
  await inspected(keeper);
  await shot(page, "impor-selesai");
  const [list] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Unduh baris yang perlu dibetulkan" }).click()]);
  assert.equal(list.suggestedFilename(), "buku-2019.masalah.csv");
  await keeper.close();
});

test("on a phone, without scripts", async () => {
  const keeper = await browser.phone(server.url, { script: false });
  await signIn(keeper, people.coordinator);
  await inspected(keeper, `${CITY}/ruang/kelola/impor`);
  await uploads(keeper);
  await inspected(keeper);
  await shot(keeper.page, "impor-telepon");
  await keeper.close();
});

test("what is not in the national system stands on its page and in the list", async () => {
  const keeper = await browser.desktop(server.url);
  const { page } = keeper;
  await signIn(keeper, people.coordinator);
  await inspected(keeper, `${CITY}/ruang/kelola/sp4n`);
  await page.goto(`${CITY}/ruang?tab=all`);
  await page.locator('main a[href*="/ruang/laporan/"]').first().click();
  await page.locator("#sp4n").waitFor();
  await inspected(keeper);
  await shot(page, "sp4n-laporan");
  await page.goto(`${CITY}/ruang/kelola/sp4n`);
  await shot(page, "sp4n-daftar");
  await keeper.close();
});
