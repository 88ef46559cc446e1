import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from './LabError.mjs';
import { startReaper } from './reaper.mjs';

// Nothing the lab holds outlives it, so a process that lingers loses nothing.
const GRACE_MS = 1_500;

/**
 * Starts the lab's processes, each in a process group of its own with a log
 * file of its own, and ends them all: on `stop`, and through the reaper even
 * when this process is killed.
 *
 * `failed` rejects when a process ends that nobody asked to end.
 */
export class Supervisor {
  #running = new Map();
  #stopping = false;
  #fail = () => {};

  constructor(runFolder) {
    this.logFolder = join(runFolder, 'logs');
    mkdirSync(this.logFolder, { recursive: true });
    this.reaper = startReaper(runFolder);
    this.failed = new Promise((_, reject) => (this.#fail = reject));
    this.failed.catch(() => {}); // whoever awaits it hears it; nobody must
  }

  start(name, command, args, options = {}) {
    if (this.#stopping) throw new LabError('the lab is stopping');
    const logPath = join(this.logFolder, `${name}.log`);
    const logFile = openSync(logPath, 'a');
    const child = spawn(command, args, {
      cwd: this.logFolder,
      ...options,
      detached: true, // its own group: Ctrl-C reaches us first, and we end it in order
      stdio: ['ignore', logFile, logFile],
    });
    closeSync(logFile);
    const ended = new Promise(resolve => {
      child.once('error', error => resolve(error.message));
      child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
    }).then(how => this.#onEnd(name, child, how, logPath));
    if (child.pid) {
      this.reaper.add(child.pid);
      this.#running.set(name, { child, ended });
    }
    return { pid: child.pid, logPath };
  }

  /** Ends one process, as an upgrade or a fault test wants it. */
  async end(name) {
    const running = this.#running.get(name);
    if (!running) return;
    running.wanted = true;
    signalGroup(running.child.pid, 'SIGTERM');
    const hard = setTimeout(
      () => signalGroup(running.child.pid, 'SIGKILL'),
      GRACE_MS,
    );
    await running.ended;
    clearTimeout(hard);
  }

  async stop() {
    this.#stopping = true;
    await Promise.all([...this.#running.keys()].map(name => this.end(name)));
    this.reaper.goodBye();
  }

  #onEnd(name, child, how, logPath) {
    const wanted = this.#stopping || this.#running.get(name)?.wanted;
    this.#running.delete(name);
    if (child.pid) this.reaper.remove(child.pid);
    if (wanted) return;
    this.#fail(
      new LabError(
        `${name} ended by itself (${how}): ${lastLine(logPath)} [${logPath}]`,
      ),
    );
  }
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error; // already gone is what we want
  }
}

function lastLine(path) {
  return readFileSync(path, 'utf8').trim().split('\n').at(-1) || 'no output';
}
