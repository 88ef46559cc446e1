import { trimRaw } from '../replay/trimRaw';

const mesh = (text: string) =>
  trimRaw({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'istio',
      namespace: 'istio-system',
      labels: { 'istio.io/rev': 'default' },
    },
    data: { mesh: text },
  });

const LOGS = 'defaultProviders: {accessLogging: [envoy]}\n';

describe('the settings of a mesh', () => {
  it('are read, with what rules need of them', () => {
    expect(mesh(`rootNamespace: root\n${LOGS}`)).toMatchObject({
      mesh: { rootNamespace: 'root' },
      notes: [{ name: 'access-log-provider' }],
    });
  });

  // Whoever may write a ConfigMap somewhere may write such a text.
  it.each([
    ['no YAML', 'rootNamespace: ['],
    ['too many errors', `a: ${']'.repeat(500_000)}`],
    ['too many keys', 'k: 1\n'.repeat(100_000)],
  ])('are the defaults where the text has %s', (_, text) => {
    const trimmed = mesh(`${LOGS}${text}`);
    expect(trimmed).toMatchObject({ type: 'configmap', mesh: {} });
    expect(trimmed).not.toHaveProperty('notes');
  });
});
