import fs from 'node:fs';
import path from 'node:path';
import { CACHE, ROOT } from './paths.mjs';

const FOLDER = path.join(CACHE, 'closing');

/** Records of runs are often cut to their last lines: these hold everything. */
const LONGEST = 40;
const WIDEST = 180;
const LINES_OF_ONE = 5;

/**
 * Keeps how the stages of a command ended, for `.ci/run`, and prints it. A
 * stage is `{ name, ok, seconds, line, failures }`.
 */
export function close(command, stages) {
  fs.mkdirSync(FOLDER, { recursive: true });
  fs.writeFileSync(
    path.join(FOLDER, `${command}.json`),
    JSON.stringify(stages),
  );
  process.stdout.write(`\n${closingText(stages)}\n`);
}

/** How the commands ended that were run since `forget`. */
export function readClosing(commands) {
  return commands.flatMap(command => {
    const file = path.join(FOLDER, `${command}.json`);
    if (fs.existsSync(file)) return JSON.parse(fs.readFileSync(file, 'utf8'));
    const text = 'it ended before its first stage; its last line says why';
    const failures = [{ name: command, text }];
    return [{ name: command, ok: false, seconds: 0, failures }];
  });
}

/** Lets go of what earlier runs left. */
export function forget() {
  fs.rmSync(FOLDER, { recursive: true, force: true });
}

/** Failed tests first, compact; the stages last, for whoever reads one line. */
export function closingText(stages) {
  const summary = stages.map(({ name, ok, seconds, line }) =>
    [`${name}: ${ok ? 'ok' : 'FAILED'} (${seconds} s)`, line]
      .filter(Boolean)
      .join(' · '),
  );
  const failures = stages.flatMap(({ name, failures: own = [] }) =>
    own.map(failure => ({ ...failure, stage: name })),
  );
  if (failures.length === 0) return summary.join('\n');
  return [
    ...failedLines(failures, LONGEST - summary.length - 2),
    '',
    ...summary,
  ]
    .map(line => (line.length > WIDEST ? `${line.slice(0, WIDEST)}…` : line))
    .join('\n');
}

function failedLines(failures, room) {
  const shown = failures.slice(0, room - 2);
  const each = Math.floor((room - 2) / shown.length);
  const lines = shown.flatMap(({ stage, file, name, text, tail }) => {
    const where = [file && path.relative(ROOT, file), name].filter(Boolean);
    const title = name === stage ? stage : `${stage}: ${where.join(' › ')}`;
    const [first, ...rest] = [...reasonLines(text), ...(tail ?? [])];
    if (each === 1) return [`${title}: ${first}`];
    const most = tail ? each : Math.min(each, LINES_OF_ONE);
    return [title, ...[first, ...rest].slice(0, most - 1).map(indented)];
  });
  const more = failures.length - shown.length;
  return [
    `${failures.length} failed:`,
    ...lines,
    ...(more > 0 ? [`and ${more} more, named above`] : []),
  ];
}

function indented(line) {
  return `    ${line}`;
}

/** What was expected and found, and where in this repository; no long diff. */
function reasonLines(text) {
  // eslint-disable-next-line no-control-regex
  const lines = text.replace(/\u001b\[[\d;]*m/g, '').split('\n');
  const words = lines
    .map(line => line.trim())
    .filter(line => line && !line.startsWith('at '));
  const place = lines.find(
    line =>
      /^\s+at /.test(line) && line.includes(ROOT) && !/node_modules/.test(line),
  );
  const found = words.filter(line =>
    /^(expected|received|actual)\b/i.test(line),
  );
  return [
    words[0] ?? 'no reason given',
    ...(found.length > 0 ? found.slice(0, 2) : words.slice(1, 3)),
    ...(place ? [place.trim().replaceAll(`${ROOT}/`, '')] : []),
  ];
}
