import { parseArgs } from 'node:util';
import { type Figure, type Report, machine } from './figure';
import * as assess from './suites/assess';
import * as validate from './suites/validate';

const SUITES: Readonly<
  Record<string, { description: string; run(): Promise<Figure[]> }>
> = { assess, validate };

function verdict({ met }: Figure): string {
  if (met === undefined) return '';
  return met ? 'met' : 'NOT MET';
}

function line(one: Figure): string {
  const { name, value, unit, target, baseline, ratio, spread } = one;
  return [
    name.padEnd(38),
    `${value} ${unit}`.padStart(10),
    (target === undefined ? '' : `≤ ${target}`).padStart(8),
    verdict(one).padStart(8),
    (ratio === undefined ? '' : `${ratio} × ${baseline?.name}`).padEnd(26),
    spread
      ? `p50 ${spread.p50}, p99 ${spread.p99}, max ${spread.max} of ${spread.samples}`
      : '',
  ].join('  ');
}

function listSuites(): number {
  process.stdout.write('npm run bench -- SUITE [--json]\n\n');
  for (const [name, { description }] of Object.entries(SUITES)) {
    process.stdout.write(`${name.padEnd(10)} ${description}\n`);
  }
  return 0;
}

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const [name] = positionals;
  if (name === undefined) return listSuites();
  const suite = SUITES[name];
  if (!suite || positionals.length > 1) {
    process.stderr.write(`There is no suite "${positionals.join(' ')}".\n`);
    return 1;
  }
  const report: Report = {
    suite: name,
    machine: machine(),
    figures: await suite.run(),
  };
  process.stdout.write(
    values.json
      ? `${JSON.stringify(report)}\n`
      : `${report.machine}\n${report.figures.map(line).join('\n')}\n`,
  );
  return 0;
}

main().then(
  code => {
    process.exitCode = code;
  },
  error => {
    process.stderr.write(`${error.stack ?? error}\n`);
    process.exitCode = 1;
  },
);
