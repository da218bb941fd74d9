import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { findElectron } from './find-electron.mjs';

/** `npm start`: the desktop app where Electron can run, else the same Latchkey in the browser. */
const project = path.resolve(import.meta.dirname, '..');
const command = path.join(project, 'out/main/cli.js');
/** Electron's binary has about 110 MB. A machine without a network says no within seconds. */
const DOWNLOAD_LIMIT_MS = 5 * 60_000;

start(process.argv.slice(2));

function start(args) {
  if (!existsSync(command)) {
    console.error('Latchkey is not built yet: run npm ci, or npm run build.');
    process.exitCode = 1;
    return;
  }
  const obstacle = obstacleToWindows();
  const electron = obstacle === null ? (findElectron() ?? downloadElectron()) : null;
  if (electron === null)
    openInBrowser(obstacle ?? 'Electron’s binary is not here and could not be downloaded', args);
  else openWindow(electron, args);
}

/** Why no window of ours can open on this machine, whatever is installed; null where one can. */
function obstacleToWindows() {
  if (process.platform !== 'linux') return null;
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (!DISPLAY && !WAYLAND_DISPLAY) return 'this machine has no display';
  return process.getuid?.() === 0 ? 'Electron’s sandbox does not run as root' : null;
}

function downloadElectron() {
  console.error('Fetching Electron’s binary, once (about 110 MB) …');
  const installer = path.join(project, 'node_modules/electron/install.js');
  spawnSync(process.execPath, [installer], { timeout: DOWNLOAD_LIMIT_MS, stdio: 'ignore' });
  return findElectron();
}

function openWindow(electron, args) {
  const child = run(electron, [project, ...args]);
  child.on('error', () => openInBrowser('Electron could not be started', args));
  child.on('exit', (code, signal) => {
    // 127: a system library is missing. A signal within the first seconds: it crashed on the way up.
    const crashed = signal !== null && !stopping && performance.now() < 10_000;
    if (code === 127 || crashed) openInBrowser('Electron could not start on this machine', args);
    else process.exitCode = code ?? 1;
  });
}

function openInBrowser(because, args) {
  console.error(`Latchkey opens in your browser instead of a window of its own: ${because}.`);
  run(process.execPath, [command, 'serve', ...args]).on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}

let stopping = false;

/** Runs in the foreground. What a terminal sends reaches the child by itself; a second one would end it untidily. */
function run(program, args) {
  const child = spawn(program, args, { stdio: 'inherit' });
  const stop = () => {
    stopping = true;
  };
  process.on('SIGINT', stop);
  process.on('SIGHUP', stop);
  process.on('SIGTERM', () => {
    stop();
    child.kill('SIGTERM');
  });
  return child;
}
