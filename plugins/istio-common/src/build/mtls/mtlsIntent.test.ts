import { intentProblems } from '../intentProblems';
import { buildMtls } from './buildMtls';
import { mtlsIntentSchema } from './mtlsIntent';

const base = { cluster: 'eu-1', scope: 'namespace', namespace: 'shop' };
const workload = { name: 'cart', labels: { app: 'cart' } };

function problemsOf(change: object): string[] {
  const result = mtlsIntentSchema.safeParse({ ...base, ...change });
  return result.success
    ? []
    : intentProblems(result.error).map(one => `${one.field} ${one.message}`);
}

describe('the traps of mTLS', () => {
  it('has one policy without a selector a namespace: always of the same name', () => {
    const names = ['STRICT', 'PERMISSIVE'].map(
      mode =>
        buildMtls(mtlsIntentSchema.parse({ ...base, mode })).objects[0].metadata
          .name,
    );
    expect(names).toEqual(['default', 'default']);
  });

  it('tells at PERMISSIVE how to see that STRICT can follow', () => {
    const effects = (mode: string) =>
      buildMtls(mtlsIntentSchema.parse({ ...base, mode })).effects.join(' ');
    expect(effects('PERMISSIVE')).toContain('connection_security_policy');
    expect(effects('STRICT')).not.toContain('connection_security_policy');
  });

  it.each([
    [{ breaks: 'yes' }, /^breaks is not known, use stop or accept/],
    [
      { ports: [{ port: 9090, mode: 'PERMISSIVE' }] },
      /^ports needs a workload/,
    ],
    [{ scope: 'workload' }, /^workload is missing/],
    ...['default', 'mesh-default'].map((name): [object, RegExp] => [
      { scope: 'workload', workload: { ...workload, name } },
      /^workload\.name is the name of the policy of the whole namespace/,
    ]),
    [{ workload }, /^workload has no place in scope namespace/],
    [{ mode: 'strict' }, /^mode is not known/],
    [
      {
        scope: 'workload',
        workload,
        ports: [
          { port: 9090, mode: 'STRICT' },
          { port: 9090, mode: 'DISABLE' },
        ],
      },
      /^ports\.1\.port is named twice/,
    ],
  ])('refuses %j', (change, expected) => {
    expect(problemsOf(change)).toEqual([expect.stringMatching(expected)]);
  });
});
