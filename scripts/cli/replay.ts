import {
  REPLAY_SUITES,
  startReplay,
} from '@meshwright/backstage-plugin-istio-common';
import { InputProblem, parseJson, readText, runCommand } from './readJson';

const USAGE = `usage: replay ${REPLAY_SUITES.join('|')} FILE`;

/** Judges every case of a file of recorded facts; one case a line. */
function replay(suite: string | undefined, file: string | undefined): number {
  if (!suite || !file) throw new InputProblem(USAGE);
  const judge = startReplay(suite);
  if (!judge) {
    throw new InputProblem(
      `${suite}: no such suite, there are ${REPLAY_SUITES.join(', ')}`,
    );
  }
  let passed = 0;
  let failed = 0;
  readText(file)
    .split('\n')
    .forEach((line, position) => {
      if (line.trim() === '') return;
      const where = `${file}: line ${position + 1}`;
      const result = judge(parseJson(line, where));
      if (result.kind === 'setup') return;
      if (result.kind === 'invalid') {
        throw new InputProblem(`${where}: not a case (${result.message})`);
      }
      if (result.mismatches.length === 0) passed += 1;
      else failed += 1;
      for (const { about, expected, actual } of result.mismatches) {
        process.stdout.write(
          `line ${
            position + 1
          }: ${about}: expected ${expected}, got ${actual}\n`,
        );
      }
    });
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  if (passed + failed > 0) return failed > 0 ? 1 : 0;
  throw new InputProblem(`${file}: holds no case`);
}

runCommand(() => replay(process.argv[2], process.argv[3]));
