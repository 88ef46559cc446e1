import fc from 'fast-check';
import { assessRawWorkload } from '../../testing/assessRawWorkload';
import { rawMesh, rawPod } from '../../testing/rawObjects';
import { isAllowedImage } from './isAllowedImage';
import { parseImageName } from './imageName';
import { pullMeaning } from './pullMeaning';

describe('image names', () => {
  it.each([
    ['nginx', 'docker.io/library/nginx', undefined],
    ['istio/proxyv2:1.30.3', 'docker.io/istio/proxyv2', '1.30.3'],
    ['index.docker.io/istio/proxyv2:1', 'docker.io/istio/proxyv2', '1'],
    ['registry:5000/istio/proxyv2', 'registry:5000/istio/proxyv2', undefined],
    ['registry:5000/a/b:1@sha256:cd', 'registry:5000/a/b', '1'],
    ['localhost/proxyv2:1', 'localhost/proxyv2', '1'],
    ['GCR.io/Istio/Pilot:1', 'gcr.io/Istio/Pilot', '1'],
    ['proxyv2@sha256:cd', 'docker.io/library/proxyv2', undefined],
  ])('%s is %s', (image, repository, tag) => {
    expect(parseImageName(image)).toMatchObject({
      repository,
      ...(tag && { tag }),
    });
    expect(parseImageName(image).tag).toBe(tag);
  });
});

describe('images against the allowed registries', () => {
  it.each([
    ['docker.io/istio/proxyv2:1', 'docker.io', true],
    ['istio/proxyv2:1', 'docker.io/istio', true],
    ['istio/proxyv2:1', 'istio', true],
    ['registry-1.docker.io/istio/proxyv2:1', 'docker.io/istio', true],
    ['harbor.example.com/mesh/proxyv2:1', 'harbor.example.com/mesh', true],
    ['harbor.example.com/mesh/proxyv2:1', 'https://harbor.example.com/', true],
    ['harbor.example.com/mesh/proxyv2:1', 'HARBOR.example.com/mesh/', true],
    ['harbor.example.com/mesh/proxyv2@sha256:a', 'harbor.example.com', true],
    [
      'harbor.example.com/mesh/proxyv2',
      'harbor.example.com/mesh/proxyv2',
      true,
    ],
    [
      'harbor.example.com/mesh-copy/proxyv2:1',
      'harbor.example.com/mesh',
      false,
    ],
    ['harbor.example.com.evil.org/mesh/p:1', 'harbor.example.com', false],
    ['harbor.example.com:8443/mesh/p:1', 'harbor.example.com', false],
    ['evil.org/harbor.example.com/p:1', 'harbor.example.com', false],
    ['istio/proxyv2:1', 'harbor.example.com', false],
    ['docker.io/istiocopy/proxyv2:1', 'istio', false],
  ])('%s under %s: %s', (image, registry, allowed) => {
    expect(isAllowedImage(image, [registry])).toBe(allowed);
  });

  it('never throws, and an entry more never takes an image away', () => {
    const property = fc.property(
      fc.string(),
      fc.array(fc.string({ minLength: 1 })),
      fc.string({ minLength: 1 }),
      (image, registries, more) =>
        !isAllowedImage(image, registries) ||
        isAllowedImage(image, [...registries, more]),
    );
    expect(fc.check(property)).toMatchObject({ failed: false });
  });
});

describe('what the answer of a registry means', () => {
  const image = 'harbor.example.com/mesh/proxyv2:1.30.3';
  it.each([
    [
      'ErrImagePull',
      'unexpected status from HEAD request to https://harbor.example.com/v2/mesh/proxyv2/manifests/1.30.3: 412 Precondition Failed',
      /vulnerability or signature policy/,
    ],
    [
      'ErrImagePull',
      'current image with 86 vulnerabilities cannot be pulled due to configured policy',
      /vulnerability or signature policy/,
    ],
    ['ErrImagePull', 'The image is not signed by cosign', /signature policy/],
    ['SignatureValidationFailed', '', /signature policy/],
    ['ErrImagePull', 'unexpected status: 401 Unauthorized', /does not let/],
    ['ErrImagePull', 'pull access denied, insufficient_scope', /does not let/],
    ['ErrImagePull', 'manifest unknown', /no such image/],
    [
      'ErrImagePull',
      `failed to resolve "${image}": not found`,
      /no such image/,
    ],
    ['ErrImagePull', '429 Too Many Requests - toomanyrequests', /limits/],
    [
      'ErrImagePull',
      'tls: failed to verify certificate: x509: certificate signed by unknown authority',
      /does not trust/,
    ],
    ['ErrImagePull', 'dial tcp: lookup harbor: no such host', /not answer/],
    ['RegistryUnavailable', '', /not answer/],
    ['InvalidImageName', 'couldn\'t parse image name "A"', /not valid/],
    ['ErrImageNeverPull', 'Container image is not present', /not on the node/],
    ['ErrImagePull', 'no match for platform in manifest', /architecture/],
  ])('%s %s', (reason, message, meaning) => {
    expect(pullMeaning({ image, reason, message })?.meaning).toMatch(meaning);
  });

  it('says nothing of what it does not know', () => {
    expect(
      pullMeaning({ image, reason: 'ImagePullBackOff', message: 'Back-off' }),
    ).toBeUndefined();
  });

  it('does not read signs off the name of the image', () => {
    const odd = 'harbor.example.com/forbidden/denied:404';
    expect(
      pullMeaning({
        image: odd,
        reason: 'ImagePullBackOff',
        message: `Back-off pulling image "${odd}"`,
      }),
    ).toBeUndefined();
  });
});

describe('supply of a workload', () => {
  const refused = {
    containerStatuses: [
      {
        name: 'main',
        ready: false,
        state: {
          waiting: {
            reason: 'ErrImagePull',
            message: 'unexpected status: 412 Precondition Failed',
          },
        },
      },
    ],
  };
  const blockedPod = (name: string) =>
    rawPod({
      name,
      ready: false,
      spec: { containers: [{ name: 'main', image: 'harbor.io/shop/cart:1' }] },
      status: refused,
    });

  it("passes on the registry's own message and what it means", () => {
    const { supply } = assessRawWorkload([...rawMesh(), blockedPod('a')]);
    expect(supply).toMatchObject({
      tone: 'error',
      blocked: [
        {
          pod: 'a',
          container: 'main',
          image: 'harbor.io/shop/cart:1',
          reason: 'ErrImagePull',
          message: 'unexpected status: 412 Precondition Failed',
          meaning:
            "the registry's vulnerability or signature policy refuses the image",
        },
      ],
      why: {
        summary:
          "Pod a cannot pull harbor.io/shop/cart:1: the registry's vulnerability or signature policy refuses the image",
        considered: [{ ref: { kind: 'Pod', name: 'a' }, decides: true }],
      },
      action: { title: 'Unblock main' },
    });
  });

  it('gives the same answer whatever order the pods come in', () => {
    const pods = ['a', 'b', 'c'].map(blockedPod);
    const one = assessRawWorkload([...rawMesh(), ...pods]).supply;
    const other = assessRawWorkload([
      ...[...pods].reverse(),
      ...rawMesh(),
    ]).supply;
    expect(other).toEqual(one);
    expect(one?.why.summary).toMatch(/^3 pods cannot pull/);
  });

  it('holds images of the mesh to the allowed registries', () => {
    const raw = [...rawMesh(), rawPod({ proxy: {} })];
    const inside = assessRawWorkload(raw, {
      registries: ['docker.io/istio'],
    }).supply;
    expect(inside).toMatchObject({
      tone: 'ok',
      images: [{ container: 'istio-proxy', pods: 1, allowed: true }],
    });
    const outside = assessRawWorkload(raw, {
      registries: ['harbor.example.com'],
    }).supply;
    expect(outside).toMatchObject({
      tone: 'warning',
      images: [
        { image: 'docker.io/istio/proxyv2:1.30.3', pods: 1, allowed: false },
      ],
      why: {
        summary:
          'docker.io/istio/proxyv2:1.30.3 of istio-proxy is not from harbor.example.com',
      },
    });
  });

  it('does not judge images while no registry is configured', () => {
    const { supply } = assessRawWorkload([...rawMesh(), rawPod({ proxy: {} })]);
    expect(supply?.tone).toBe('neutral');
    expect(supply?.images[0]).not.toHaveProperty('allowed');
    expect(supply?.action).toBeUndefined();
  });
});
