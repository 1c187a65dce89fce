// A small installation for the walk: a city, its public works office, one coordinator and one officer of that office.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const CITY = "/b/palangkaraya";
export const VILLAGE = "Kelurahan Contoh";
const BODY = "palangkaraya";

// Beside public works: enough that a proposal can be wrong.
const UNITS = [
  ["dlh", "Dinas Lingkungan Hidup"],
  ["dishub", "Dinas Perhubungan"],
  ["disdukcapil", "Dinas Kependudukan dan Pencatatan Sipil"],
  ["dinkes", "Dinas Kesehatan"],
  ["disdik", "Dinas Pendidikan"],
  ["disbudpar", "Dinas Kebudayaan dan Pariwisata"],
  ["satpolpp", "Satuan Polisi Pamong Praja"],
];
const CATEGORIES = [
  ["sampah", "Sampah dan kebersihan", "dlh"],
  ["lampu", "Lampu jalan", "dishub"],
  ["adminduk", "Kependudukan", "disdukcapil"],
  ["kesehatan", "Layanan kesehatan", "dinkes"],
  ["sekolah", "Sekolah", "disdik"],
  ["gapura", "Gapura", "disbudpar"],
  ["parkir", "Parkir liar", "dishub"],
];

// Fills an empty installation; gives each person's sign-in.
export async function build(lapor) {
  await lapor("admin", "init", "--name", "Administrator Contoh", "--login", "admin@kota.example");
  await lapor("admin", "body", "add", BODY, "--name", "Pemerintah Kota Palangka Raya", "--zone", "wib", "--region", "62.71");
  await lapor("admin", "unit", "add", BODY, "dpupr", "--name", "Dinas PUPR");
  await region(lapor);
  for (const [slug, name] of UNITS) await lapor("admin", "unit", "add", BODY, slug, "--name", name);
  for (const [slug, name, unit] of CATEGORIES) await lapor("admin", "category", "add", BODY, slug, "--name", name, "--unit", unit);
  await lapor("admin", "category", "add", BODY, "jalan", "--name", "Jalan rusak", "--unit", "dpupr", "--public-place");
  return {
    coordinator: await officer(lapor, "koordinator@kota.example", "Rina Contoh", "--role", "koordinator"),
    unit: await officer(lapor, "pupr@kota.example", "Bowo Contoh", "--role", "penghubung", "--unit", "dpupr"),
  };
}

async function officer(lapor, login, name, ...rest) {
  const said = await lapor("admin", "officer", "add", login, "--name", name, "--body", BODY, ...rest);
  const password = /sandi\D*?:\s*(\S+)/i.exec(said)?.[1];
  if (!password) throw new Error(`no password in: ${said}`);
  return { login, password };
}

// One square of land with the name of a kelurahan.
async function region(lapor) {
  const dir = mkdtempSync(join(tmpdir(), "lapor-wilayah-"));
  const ring = [[113.9, -2.2], [113.95, -2.2], [113.95, -2.25], [113.9, -2.25], [113.9, -2.2]];
  const square = { type: "Feature", properties: { kode: "62.71.03.1002", nama: VILLAGE }, geometry: { type: "Polygon", coordinates: [ring] } };
  try {
    const file = join(dir, "wilayah.geojson");
    writeFileSync(file, JSON.stringify(square));
    await lapor("import", "regions", file);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
