import { GOOD_INPUTS } from '../testing/validation/goodInputs';
import { raw, rawPod, validateCase } from '../testing/validationWorld';

/** A client without a proxy, which speaks plain text. */
const BATCH = rawPod('payments/batch', { app: 'batch' }, 'none');

function told(change: object): string[] {
  const { findings } = validateCase({
    kind: 'mtls',
    input: { ...GOOD_INPUTS.mtls, ...change },
    live: [BATCH],
  });
  return findings.map(
    ({ severity, code, ref }) => `${severity} ${code} ${ref?.name}`,
  );
}

describe('a change of mTLS, in stages', () => {
  it('takes both first, and nothing breaks', () => {
    expect(told({ mode: 'PERMISSIVE' })).toEqual(['info MW0003 cart-1']);
  });

  it('stops at STRICT while a client is known to send plain text', () => {
    expect(told({})).toEqual(['error MW0269 batch']);
    expect(told({ breaks: 'stop' })).toEqual(['error MW0269 batch']);
  });

  it('goes on where that is accepted, and says so', () => {
    expect(told({ breaks: 'accept' })).toEqual(['warning MW0269 batch']);
  });
});

describe('a removal that leaves a wider STRICT', () => {
  it('tells what breaks, and does not stop: it asks for no mode', () => {
    const { findings } = validateCase({
      kind: 'mtls',
      input: { ...GOOD_INPUTS.mtls, mode: 'PERMISSIVE' },
      live: [
        BATCH,
        raw('security.istio.io/v1', 'PeerAuthentication', 'istio-system/all', {
          spec: { mtls: { mode: 'STRICT' } },
        }),
        raw(
          'security.istio.io/v1',
          'PeerAuthentication',
          'shop/default',
          { spec: { mtls: { mode: 'PERMISSIVE' } } },
          { annotations: { 'meshwright.dev/change': 'c1' } },
        ),
      ],
      context: { remove: true },
    });
    const breaks = findings.filter(({ code }) => code === 'MW0269');
    expect(breaks.map(({ severity }) => severity)).toEqual(['warning']);
  });
});

/** A mesh whose root namespace is not that of istiod. */
const CONFIG = raw(
  'v1',
  'ConfigMap',
  'istio-system/istio',
  { data: { mesh: 'rootNamespace: mesh-config' } },
  { labels: { 'istio.io/rev': 'default' } },
);

describe('a change for the mesh', () => {
  const scoped = (namespace: string) =>
    validateCase({
      kind: 'mtls',
      input: { ...GOOD_INPUTS.mtls, scope: 'mesh', namespace },
      live: [CONFIG, raw('v1', 'Namespace', 'mesh-config')],
    }).findings.filter(({ code }) => code === 'MW0277');

  it('stands in the root namespace that the control plane has', () => {
    expect(scoped('mesh-config')).toEqual([]);
    expect(scoped('istio-system')).toEqual([
      expect.objectContaining({
        severity: 'error',
        field: 'namespace',
        cause:
          'istio-system is not the root namespace of the mesh, so that this would hold for istio-system alone and not for the mesh.',
        fix: 'Give namespace mesh-config, or scope namespace.',
      }),
    ]);
  });
});
