import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { CACHE } from './paths.mjs';

const children = new Set();
let watching = false;

function endAll(signal) {
  for (const child of children) child.kill(signal);
}

/** Children never outlive this process, whichever way it ends. */
function watchExit() {
  if (watching) return;
  watching = true;
  process.on('exit', () => endAll('SIGTERM'));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      endAll('SIGTERM');
      process.exit(signal === 'SIGINT' ? 130 : 143);
    });
  }
}

/** Starts a child that ends with this process. */
export function start(file, args, options = {}) {
  watchExit();
  const child = spawn(file, args, { stdio: 'inherit', ...options });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/** Runs a child to its end and gives its exit code. */
export function run(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = start(file, args, options);
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

const TAIL_LINES = 20;

/**
 * Runs a child to its end; gives its exit code and the last lines it said.
 * A person at a terminal sees it as it is, and needs no copy.
 */
export function runWithTail(file, args, options = {}) {
  if (process.stdout.isTTY) {
    return run(file, args, options).then(code => ({ code, tail: [] }));
  }
  return new Promise((resolve, reject) => {
    const stdio = ['inherit', 'pipe', 'pipe'];
    const child = start(file, args, { ...options, stdio });
    let text = '';
    for (const name of ['stdout', 'stderr']) {
      child[name].setEncoding('utf8').on('data', chunk => {
        process[name].write(chunk);
        text = (text + chunk).slice(-20_000);
      });
    }
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const tail = text.split('\n').filter(line => line.trim());
      resolve({
        code: code ?? (signal ? 1 : 0),
        tail: tail.slice(-TAIL_LINES),
      });
    });
  });
}

/** Runs a child with its output in a log file; gives code, log text and path. */
export async function runLogged(name, file, args, options = {}) {
  const logs = path.join(CACHE, 'logs');
  fs.mkdirSync(logs, { recursive: true });
  const log = path.join(logs, `${name}.log`);
  const fd = fs.openSync(log, 'w');
  try {
    const code = await run(file, args, {
      ...options,
      stdio: ['ignore', fd, fd],
    });
    return { code, log, text: fs.readFileSync(log, 'utf8') };
  } finally {
    fs.closeSync(fd);
  }
}
