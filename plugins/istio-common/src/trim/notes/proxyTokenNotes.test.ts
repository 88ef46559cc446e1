import { proxyTokenNotes } from './proxyTokenNotes';

interface Parts {
  path?: string;
  audience?: string;
  mountPath?: string;
  env?: Record<string, string>;
  place?: 'containers' | 'initContainers';
}

/** As the injector of Istio makes it, but for what is given. */
function pod({
  path = 'istio-token',
  audience = 'istio-ca',
  mountPath = '/var/run/secrets/tokens',
  env = {},
  place = 'containers',
}: Parts = {}) {
  return {
    [place]: [
      { name: 'app', volumeMounts: [{ name: 'data', mountPath: '/data' }] },
      {
        name: 'istio-proxy',
        env: Object.entries(env).map(([name, value]) => ({ name, value })),
        volumeMounts: [
          { name: 'istio-envoy', mountPath: '/etc/istio/proxy' },
          { name: 'istio-token', mountPath },
        ],
      },
    ],
    volumes: [
      { name: 'istio-envoy', emptyDir: {} },
      {
        name: 'istio-token',
        projected: {
          sources: [
            {
              serviceAccountToken: {
                ...{ path, expirationSeconds: 43200 },
                ...(audience && { audience }),
              },
            },
          ],
        },
      },
    ],
  };
}

describe('the token of a proxy', () => {
  it.each<[string, Record<string, unknown>]>([
    ['as the injector mounts it', pod()],
    ['of a native sidecar', pod({ place: 'initContainers' })],
    ['with a slash at the end', pod({ mountPath: '/var/run/secrets/tokens/' })],
    [
      'that needs none',
      pod({ mountPath: '/x', env: { FILE_MOUNTED_CERTS: 'true' } }),
    ],
    ['with certificates', pod({ mountPath: '/x', env: { PROV_CERT: '/c' } })],
    ['of which nothing is known', { containers: [{ name: 'istio-proxy' }] }],
    ['of no proxy', { containers: [{ name: 'app', volumeMounts: [{}] }] }],
    ['of nothing', {}],
  ])('is well: %s', (_, spec) => {
    expect(proxyTokenNotes(spec)).toEqual([]);
  });

  it.each<[string[], Parts]>([
    [['missing'], { mountPath: '/var/run/other' }],
    [['missing'], { path: 'other' }],
    [['audience', 'vault'], { audience: 'vault' }],
    [['audience', ''], { audience: '' }],
    [['first-party'], { env: { JWT_POLICY: 'first-party-jwt' } }],
    [['missing'], { place: 'initContainers', mountPath: '/x' }],
  ])('is noted as %j where a pod has %j', (details, parts) => {
    expect(proxyTokenNotes(pod(parts))).toEqual([
      { name: 'proxy-token', details },
    ]);
  });

  it.each([
    ['a text for mounts', { volumeMounts: 'x' }],
    ['nothing among mounts', { volumeMounts: [null, 7, {}] }],
    ['nothing among the environment', { env: [null], volumeMounts: [{}] }],
  ])('may stand beside anything: %s', (_, proxy) => {
    const spec = {
      containers: [{ name: 'istio-proxy', ...proxy }],
      volumes: 7,
    };
    expect(proxyTokenNotes(spec)).toBeInstanceOf(Array);
  });
});
