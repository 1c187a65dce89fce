// The built program on a free port, with a database of its own in a temporary directory.
//
//   const server = await startLapor();                      // lapor serve, empty
//   const server = await startLapor({ prepare: async (lapor) => … });  // commands before it starts: lapor("admin", …)
//   const server = await startLapor({ command: "demo" });   // lapor demo
//   server.url, server.dir, server.databaseUrl, server.log()
//   await server.lapor("stats", "--format", "json");        // another command on the same database, key and files
//   await server.stop();

import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
export const LAPOR = process.env.LAPOR_BIN ?? join(ROOT, "target/debug/lapor");

// A demonstration plays a year before it answers.
const PATIENCE_MS = { serve: 20_000, demo: 180_000 };

export async function startLapor({ command = "serve", args = [], env = {}, databaseUrl, prepare } = {}) {
  const dir = mkdtempSync(join(tmpdir(), "lapor-web-"));
  const database = databaseUrl ?? `sqlite:${join(dir, "lapor.sqlite")}`;
  const common = ["--database-url", database, "--key-file", join(dir, "lapor.key"), "--files", join(dir, "files")];
  const surroundings = { cwd: dir, env: { ...process.env, ...env } };
  const run = promisify(execFile);
  const lapor = async (...words) => (await run(LAPOR, [...words, ...common], surroundings)).stdout;
  try {
    await prepare?.(lapor);
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    throw error;
  }
  const listen = `127.0.0.1:${await freePort()}`;
  const url = `http://${listen}`;
  const child = spawn(LAPOR, [command, "--listen", listen, ...common, ...args], {
    ...surroundings,
    stdio: ["ignore", "pipe", "pipe"],
  });
  // Also when the test runner is cut short no server stays behind.
  const killed = () => child.kill("SIGKILL");
  process.once("exit", killed);
  let log = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (log += text));
  let gone = "";
  child.on("error", (error) => (gone = error.message));
  child.on("exit", (code, signal) => (gone = `ended with ${code ?? signal}`));

  const stop = async () => {
    process.off("exit", killed);
    if (!gone) {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      const hard = setTimeout(killed, 10_000);
      await ended;
      clearTimeout(hard);
    }
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await answers(url, () => gone, PATIENCE_MS[command] ?? PATIENCE_MS.serve);
  } catch (error) {
    await stop();
    throw new Error(`lapor ${command}: ${error.message}\n${log}`);
  }
  return { url, dir, databaseUrl: database, log: () => log, lapor, child, stop };
}

async function answers(url, gone, patience) {
  const until = Date.now() + patience;
  while (Date.now() < until) {
    if (gone()) throw new Error(gone());
    try {
      const response = await fetch(url, { redirect: "manual" });
      await response.arrayBuffer();
      if (response.status < 500) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no answer at ${url} within ${patience / 1000} s`);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
