import { recordAnswers } from '@meshwright/test-kit';
import { assessRawWorkload } from '../../testing/assessRawWorkload';
import { rawMesh, rawPod, rawWorkload } from '../../testing/rawObjects';
import { isAllowedImage } from './isAllowedImage';
import { normaliseRegistry, parseImageName } from './imageName';

const answer = recordAnswers(__filename);

function supply(raw: unknown[], registries?: string[]) {
  return answer(
    assessRawWorkload([...rawMesh(), ...raw], { registries }).supply,
  );
}

const waiting = (name: string, reason: string, message?: string) => ({
  name,
  ready: false,
  state: { waiting: { reason, ...(message && { message }) } },
});

/** A pod of which containers wait for their images. */
function blocked(name: string, ...statuses: unknown[]) {
  return rawPod({
    name,
    ready: false,
    spec: {
      containers: [
        { name: 'main', image: 'harbor.io/shop/cart:1' },
        { name: 'side', image: 'harbor.io/shop/side:1' },
      ],
    },
    status: { containerStatuses: statuses },
  });
}

describe('images that do not come', () => {
  it('are told by pod, the first in words', () => {
    const found = supply([
      blocked('b', waiting('main', 'ErrImagePull', 'unauthorized')),
      blocked(
        'a',
        waiting('side', 'ImagePullBackOff', 'Back-off pulling image'),
        waiting('main', 'ErrImagePull', 'unauthorized'),
      ),
      blocked('c', waiting('main', 'ErrImagePull', 'unauthorized')),
    ]);
    expect(
      found?.blocked.map(({ pod, container }) => `${pod} ${container}`),
    ).toEqual(['a side', 'a main', 'b main', 'c main']);
    expect(found?.why.summary).toBe(
      '3 pods cannot pull harbor.io/shop/side:1: Back-off pulling image',
    );
    expect(found?.why.considered.map(({ decides }) => decides)).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(found?.action?.detail).toBe(
      'harbor.io/shop/side:1: Read what the registry says.',
    );
  });

  it('of one pod are those of one pod', () => {
    const found = supply([
      blocked(
        'a',
        waiting('main', 'ErrImagePull', 'unauthorized'),
        waiting('side', 'ErrImagePull', 'unauthorized'),
      ),
    ]);
    expect(found?.why.summary).toMatch(/^Pod a cannot pull /);
  });

  it('are told by their reason where the node gives no message', () => {
    const found = supply([blocked('a', waiting('main', 'ImagePullBackOff'))]);
    expect(found).toMatchObject({
      why: {
        summary: 'Pod a cannot pull harbor.io/shop/cart:1: ImagePullBackOff',
        considered: [{ reason: 'the node gives no message' }],
      },
    });
  });

  it('are listed for twenty pods and counted for all', () => {
    const pods = Array.from({ length: 25 }, (_, at) =>
      blocked(
        `p${String(24 - at).padStart(2, '0')}`,
        waiting('main', 'ErrImagePull', 'unauthorized'),
      ),
    );
    const found = supply(pods);
    expect(found?.blocked).toHaveLength(20);
    expect(found?.blocked[19].pod).toBe('p19');
    expect(found?.why.summary).toMatch(/^25 pods cannot pull /);
  });

  it('weigh more than those from elsewhere', () => {
    const raw = [
      blocked('a', waiting('main', 'ErrImagePull', 'unauthorized')),
      rawPod({ name: 'b', proxy: {} }),
    ];
    expect(supply(raw, ['harbor.io'])).toMatchObject({
      tone: 'error',
      action: { title: 'Unblock main' },
    });
  });
});

describe('images of the mesh', () => {
  const two = [
    rawPod({ name: 'a', proxy: {} }),
    rawPod({ name: 'b', proxy: { image: 'quay.io/istio/proxyv2:1.30.3' } }),
    rawPod({ name: 'c', proxy: {} }),
  ];

  it('are counted in the order of their names', () => {
    const images = (raw: unknown[]) =>
      supply(raw)?.images.map(({ image, pods }) => `${pods} ${image}`);
    const expected = [
      '2 docker.io/istio/proxyv2:1.30.3',
      '1 quay.io/istio/proxyv2:1.30.3',
    ];
    expect(images(two)).toEqual(expected);
    expect(images([...two].reverse())).toEqual(expected);
    expect(supply(two)?.why.summary).toBe(
      'No registry is configured to hold images to',
    );
  });

  it('come from one of the registries, or do not', () => {
    const both = ['docker.io/istio', 'quay.io'];
    expect(supply(two, both)).toMatchObject({
      tone: 'ok',
      why: {
        summary: 'Every image of the mesh comes from an allowed registry',
      },
    });
    expect(supply(two, ['docker.io', 'gcr.io'])).toMatchObject({
      tone: 'warning',
      why: {
        summary:
          'quay.io/istio/proxyv2:1.30.3 of istio-proxy is not from docker.io or gcr.io',
      },
      action: {
        detail:
          'Copy quay.io/istio/proxyv2:1.30.3 to docker.io or gcr.io, set global.hub of the mesh to it, and restart the pods.',
      },
    });
  });

  it('are none where no container of the mesh runs', () => {
    expect(supply([rawPod()], ['harbor.io'])).toMatchObject({
      tone: 'neutral',
      why: { summary: 'No container of the mesh' },
    });
    expect(supply([rawWorkload()])).toBeUndefined();
  });
});

describe('names of images and registries', () => {
  it.each([
    ['proxyv2', { repository: 'docker.io/library/proxyv2' }],
    ['.proxyv2', { repository: 'docker.io/library/.proxyv2' }],
    ['istio.io', { repository: 'docker.io/library/istio.io' }],
    ['a/b@sha256:1', { repository: 'docker.io/a/b', digest: 'sha256:1' }],
    ['a/b:1@', { repository: 'docker.io/a/b', tag: '1' }],
    ['a.b/c:1@d@e', { repository: 'a.b/c', tag: '1', digest: 'd' }],
    ['registry-1.docker.io/a/b', { repository: 'docker.io/a/b' }],
    ['Registry.Hub.Docker.com/a/b', { repository: 'docker.io/a/b' }],
  ])('%s', (image, parts) => {
    expect(parseImageName(image)).toEqual(parts);
  });

  it.each([
    ['harbor.io', 'harbor.io'],
    [' https://Harbor.io// ', 'harbor.io'],
    ['http://harbor.io/istio/', 'harbor.io/istio'],
    ['HTTPS://harbor.io', 'harbor.io'],
    ['istio', 'docker.io/istio'],
    ['istio/https://x', 'docker.io/istio/https://x'],
    ['index.docker.io/istio', 'docker.io/istio'],
    ['localhost/istio', 'localhost/istio'],
    ['registry:5000', 'registry:5000'],
  ])('%s stands for %s', (entry, registry) => {
    expect(normaliseRegistry(entry)).toBe(registry);
  });

  it('allow what one entry of several allows', () => {
    const registries = ['harbor.io/istio', 'quay.io'];
    expect(isAllowedImage('quay.io/istio/pilot', registries)).toBe(true);
    expect(isAllowedImage('harbor.io/istio', registries)).toBe(true);
    expect(isAllowedImage('harbor.io/istiod', registries)).toBe(false);
    expect(isAllowedImage('quay.io/istio/pilot', [])).toBe(false);
  });
});
