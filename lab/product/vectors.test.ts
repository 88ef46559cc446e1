import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  REPLAY_SUITES,
  startReplay,
} from '@meshwright/backstage-plugin-istio-common';
import { labFacts } from './labFacts';

// Cases are new on every run: what Istio's own code answers, ours must answer.
describe.each([...REPLAY_SUITES])('fresh vectors of %s', suite => {
  const { vectors } = labFacts();

  it(`are judged as Istio judges them (seed ${vectors.seed})`, () => {
    const judge = startReplay(suite);
    if (!judge) throw new Error(`no suite ${suite}`);
    const lines = readFileSync(join(vectors.folder, `${suite}.jsonl`), 'utf8')
      .split('\n')
      .filter(Boolean);
    let cases = 0;
    const mismatches = lines.flatMap((line, position) => {
      const result = judge(JSON.parse(line));
      if (result.kind === 'setup') return [];
      if (result.kind === 'invalid') throw new Error(result.message);
      cases += 1;
      return result.mismatches.map(
        ({ about, expected, actual }) =>
          `line ${position + 1}: ${about}: expected ${expected}, got ${actual}`,
      );
    });
    expect(cases).toBeGreaterThan(50);
    expect(mismatches).toEqual([]);
  });
});
