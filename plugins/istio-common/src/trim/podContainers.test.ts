import type { PodObject } from '../model/workloadObjects';
import { rawPod } from '../testing/rawObjects';
import { trimRaw } from '../replay/trimRaw';

function pod(options: Parameters<typeof rawPod>[0]): PodObject {
  const found = trimRaw(rawPod(options));
  if (found?.type !== 'pod') throw new Error('not a pod');
  return found;
}

const waiting = (name: string, reason: string, message?: string) => ({
  name,
  ready: false,
  image: `${name}:resolved`,
  state: { waiting: { reason, ...(message && { message }) } },
});

describe('what is kept of the containers of a pod', () => {
  it.each([
    ['ErrImagePull', true],
    ['ImagePullBackOff', true],
    ['ErrImageNeverPull', true],
    ['ImageInspectError', true],
    ['InvalidImageName', true],
    ['RegistryUnavailable', true],
    ['SignatureValidationFailed', true],
    ['CrashLoopBackOff', false],
    ['ContainerCreating', false],
  ])('takes %s for a blocked pull: %s', (reason, isBlocked) => {
    const { blocked } = pod({
      spec: { containers: [{ name: 'main', image: 'shop/cart:1' }] },
      status: { containerStatuses: [waiting('main', reason, 'said so')] },
    });
    expect(blocked).toEqual(
      isBlocked
        ? [
            {
              container: 'main',
              image: 'shop/cart:1',
              reason,
              message: 'said so',
            },
          ]
        : undefined,
    );
  });

  it('cuts what a registry says to 500 characters, in the problem too', () => {
    const found = pod({
      status: {
        initContainerStatuses: [
          waiting('istio-init', 'ErrImagePull', 'x'.repeat(1_000_000)),
        ],
      },
    });
    expect(found.blocked?.[0].message).toHaveLength(500);
    expect(found.problem?.length).toBeLessThan(600);
  });

  it.each<[string, Record<string, unknown>, string | undefined]>([
    ['ready', { ready: true, state: { running: {} } }, undefined],
    [
      'running, not ready',
      { ready: false, state: { running: {} } },
      'runs, but is not ready',
    ],
    [
      'crashing',
      waiting('istio-proxy', 'CrashLoopBackOff', 'back-off 5m0s'),
      'CrashLoopBackOff: back-off 5m0s',
    ],
    [
      'ended',
      { ready: false, state: { terminated: { exitCode: 137 } } },
      'ended with exit code 137',
    ],
    ['without a state', {}, undefined],
  ])('tells why the proxy is not ready: %s', (_, status, problem) => {
    const found = pod({
      proxy: {},
      status: { initContainerStatuses: [{ name: 'istio-proxy', ...status }] },
    });
    expect(found.proxyProblem).toBe(problem);
  });

  it('keeps images of the mesh only, and discovery on istiod only', () => {
    const containers = [
      { name: 'discovery', image: 'istio/pilot:1' },
      { name: 'install-cni', image: 'istio/install-cni:1' },
      { name: 'main', image: 'shop/cart:1' },
    ];
    const initContainers = [{ name: 'istio-init', image: 'istio/proxyv2:1' }];
    const spec = { containers, initContainers };
    expect(pod({ spec }).meshImages).toEqual({
      'istio-init': 'istio/proxyv2:1',
      'install-cni': 'istio/install-cni:1',
    });
    expect(pod({ spec, app: 'istiod' }).meshImages).toMatchObject({
      discovery: 'istio/pilot:1',
    });
    expect(pod({}).meshImages).toBeUndefined();
  });

  it.each([
    [['proxy', 'waypoint'], { role: 'waypoint' }],
    [['proxy', 'ztunnel'], { role: 'ztunnel' }],
    [['proxy', 'router'], { router: true }],
    [['proxy', 'sidecar'], {}],
    ['proxy', {}],
  ])('reads the role of the proxy off %j', (args, expected) => {
    const spec = { containers: [{ name: 'istio-proxy', image: 'i:1', args }] };
    expect(pod({ spec }).proxy).toEqual({
      image: 'i:1',
      native: false,
      ...expected,
    });
  });

  it.each([
    ['istio-init', 'init'],
    ['istio-validation', 'cni'],
    ['other', undefined],
  ])('knows by %s who redirects: %s', (name, redirectedBy) => {
    const spec = {
      containers: [{ name: 'istio-proxy', image: 'i:1' }],
      initContainers: [{ name, image: 'i:1' }],
    };
    expect(pod({ spec }).proxy?.redirectedBy).toBe(redirectedBy);
  });
});
