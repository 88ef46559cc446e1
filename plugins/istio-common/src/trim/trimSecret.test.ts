import { trimRaw } from '../replay/trimRaw';
import {
  TEST_PEM,
  facts,
  rawBundle,
  rawRoots,
  rawSecret,
  rootFacts,
} from '../testing/raw/secrets';
import { trimObject } from './trimObject';
import { SECRET_RESOURCES } from './watchedResources';

const [TLS, OTHER] = SECRET_RESOURCES;
const TOOLS = { pem: TEST_PEM };
const LEAF = facts('web');

describe('trimSecret', () => {
  it('keeps facts, and whether the key fits', () => {
    const raw = rawSecret({
      chain: [LEAF],
      key: 'CN=web',
      cas: [rootFacts()],
      annotations: {
        'cert-manager.io/certificate-name': 'web',
        'cert-manager.io/issuer-name': 'ca',
        'kubectl.kubernetes.io/last-applied-configuration': 'canary',
      },
    });
    expect(trimObject(TLS, raw, TOOLS)).toEqual({
      type: 'secret',
      part: 'tls',
      ref: {
        group: '',
        kind: 'Secret',
        namespace: 'istio-ingress',
        name: 'web-tls',
      },
      chain: [LEAF],
      chained: true,
      hasKey: true,
      keyMatches: true,
      cas: [rootFacts()],
      certificate: 'web',
      issuer: {
        group: 'cert-manager.io',
        kind: 'Issuer',
        namespace: 'istio-ingress',
        name: 'ca',
      },
    });
  });

  it('keeps nothing of Secrets that no gateway could use', () => {
    const raw = {
      ...rawSecret({ name: 'password' }),
      data: { password: btoa('canary') },
    };
    expect(trimObject(OTHER, raw, TOOLS)).toBeUndefined();
    expect(JSON.stringify(trimObject(TLS, raw, TOOLS))).not.toMatch(
      /canary|Y2FuYXJ5/,
    );
  });

  it('of a dump goes by its type: any that istiod would look into', () => {
    const typed = (type: string, data?: unknown) => ({
      ...rawSecret({ chain: [LEAF], key: 'CN=web' }),
      type,
      ...(data !== undefined && { data }),
    });
    expect(trimRaw(typed('example.com/credential'), TOOLS)).toMatchObject({
      part: 'other',
      chain: [LEAF],
      hasKey: true,
    });
    expect(trimRaw(typed('Opaque', { password: 'eA==' }), TOOLS)).toBe(
      undefined,
    );
    expect(trimRaw(typed('helm.sh/release.v1'), TOOLS)).toBeUndefined();
  });

  it('keeps nothing at all without a reader of PEM', () => {
    expect(trimRaw(rawSecret({ chain: [LEAF] }))).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ['no base64', { 'tls.crt': '§§§', 'tls.key': 7 }],
    ['a list', []],
    ['nothing', undefined],
    ['a megabyte', { 'tls.crt': 'A'.repeat(1_000_000) }],
  ])('does not throw on %s', (_, data) => {
    const raw = { ...rawSecret(), data };
    expect(trimObject(TLS, raw, TOOLS)).toMatchObject({ chain: [] });
  });
});

describe('the roots of a namespace', () => {
  it('are read from that ConfigMap only', () => {
    const root = rawRoots('shop', [rootFacts()]);
    expect(trimRaw(root, TOOLS)).toMatchObject({
      type: 'configmap',
      part: 'root-ca',
      roots: [rootFacts()],
    });
    const { metadata } = root;
    const other = { ...root, metadata: { ...metadata, name: 'istio-ca-crl' } };
    expect(trimRaw(other, TOOLS)).toBeUndefined();
  });

  it('are none where the key is empty, and not known without a reader', () => {
    expect(trimRaw(rawRoots('shop', undefined), TOOLS)).toMatchObject({
      roots: [],
    });
    expect(trimRaw(rawRoots('shop', [rootFacts()]))).not.toHaveProperty(
      'roots',
    );
  });
});

describe('trimBundle', () => {
  it('keeps what it writes, and why it does not', () => {
    expect(trimRaw(rawBundle('web-tls-cacert', 'no source'))).toEqual({
      type: 'bundle',
      ref: {
        group: 'trust.cert-manager.io',
        kind: 'Bundle',
        name: 'web-tls-cacert',
      },
      secretKey: 'ca.crt',
      synced: false,
      message: 'no source',
    });
  });
});
