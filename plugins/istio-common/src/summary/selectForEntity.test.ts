import { keepRaw } from '../testing/assessRaw';
import { rawMesh, rawPod } from '../testing/rawObjects';
import { selectForEntity } from './selectForEntity';

const INJECTOR = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: 'istio-sidecar-injector-1-30-3',
    namespace: 'istio-system',
    labels: { 'istio.io/rev': '1-30-3' },
  },
  data: {
    values: JSON.stringify({
      global: {
        hub: 'docker.io/istio',
        tag: '1.30.3',
        proxy: { image: 'proxyv2' },
      },
    }),
  },
};

/** Two workloads of one namespace; the pod of `old` runs an older proxy. */
const assessment = keepRaw([
  ...rawMesh(),
  INJECTOR,
  rawPod({ app: 'cart', name: 'cart-1', proxy: {} }),
  rawPod({ app: 'old', name: 'old-1', proxy: { version: '1.30.2' } }),
]);

function codesOf(app: string): string[] {
  const selector = { namespaces: ['shop'], labelSelector: `app=${app}` };
  return selectForEntity([assessment], selector).findings.map(
    ({ code }) => code,
  );
}

describe('selectForEntity', () => {
  it('shows a finding on a namespace to those whose pods it names, not to their neighbours', () => {
    expect(assessment.findings).toContainEqual(
      expect.objectContaining({
        code: 'IST0158',
        ref: expect.objectContaining({ kind: 'Namespace', name: 'shop' }),
      }),
    );
    expect(codesOf('old')).toContain('IST0158');
    expect(codesOf('cart')).not.toContain('IST0158');
  });
});
