import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPLAY_SUITES, startReplay } from './replaySuites';

const VECTORS = join(__dirname, '..', '__fixtures__', 'vectors');

function replay(suite: string) {
  const judge = startReplay(suite);
  if (!judge) throw new Error(`No suite ${suite}`);
  const lines = readFileSync(join(VECTORS, `${suite}.jsonl`), 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '');
  let cases = 0;
  const mismatches: unknown[] = [];
  lines.forEach((line, position) => {
    const result = judge(JSON.parse(line));
    if (result.kind === 'setup') return;
    if (result.kind === 'invalid') throw new Error(result.message);
    cases += 1;
    for (const mismatch of result.mismatches) {
      mismatches.push({ line: position + 1, ...mismatch });
    }
  });
  return { cases, mismatches };
}

describe('facts recorded from the real control planes', () => {
  it.each([
    ['mtls', 300],
    ['injection', 552],
    ['client-tls', 300],
    ['exposure', 300],
    ['egress', 250],
    ['findings', 200],
    ['authorization', 200],
  ])('%s: every one of %d cases comes out as recorded', (suite, count) => {
    const { cases, mismatches } = replay(suite);
    expect(mismatches).toEqual([]);
    expect(cases).toBe(count);
  });

  it('knows a fact that came out otherwise', () => {
    const judge = startReplay('mtls');
    expect(
      judge?.({
        rootNamespace: 'istio-system',
        peerAuthentications: [],
        pods: [
          {
            namespace: 'shop',
            labels: { app: 'cart' },
            effectiveMtlsByContainerPort: { 8080: 'STRICT' },
          },
        ],
      }),
    ).toEqual({
      kind: 'case',
      mismatches: [
        expect.objectContaining({ expected: 'STRICT', actual: 'PERMISSIVE' }),
      ],
    });
  });

  it.each(REPLAY_SUITES)('%s: refuses a line without an answer', suite => {
    for (const line of [null, {}, { pods: [] }, 'text', { clients: [] }]) {
      expect(startReplay(suite)?.(line).kind).toBe('invalid');
    }
  });

  it('has no suite of an unknown name', () => {
    expect(REPLAY_SUITES).not.toContain('nope');
    expect(startReplay('nope')).toBeUndefined();
  });
});
