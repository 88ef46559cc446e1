import { MeshIndex } from '../index/MeshIndex';
import { trimAll } from '../testing/assessRaw';
import {
  rawNodeAgent,
  rawTagService,
  rawValidator,
} from '../testing/raw/dataPlane';
import { rawInjector, rawIstiod, rawWorkload } from '../testing/rawObjects';
import { scopeOf } from '../testing/scopeOf';
import type { AssessScope } from './AssessScope';
import { validatingRevision } from './controlPlanes';
import { findNodeAgent } from './nodeAgents';

/** The same whatever the order of the objects. */
function eachWay<T>(raw: unknown[], look: (scope: AssessScope) => T): T {
  const seen = look(scopeOf(...raw));
  expect(look(scopeOf(...[...raw].reverse()))).toEqual(seen);
  return seen;
}

describe('control planes and tags', () => {
  const istiod = rawIstiod('1-30-3', '1.30.3');
  const plain = {
    ...istiod,
    metadata: {
      ...istiod.metadata,
      name: 'istiod',
      labels: { app: 'istiod' },
    },
  };

  it('are the Deployments labelled istiod, by namespace and name', () => {
    const raw = [
      rawIstiod('1-29-4', 'latest', false),
      istiod,
      plain,
      { ...istiod, kind: 'StatefulSet' },
      { ...rawWorkload({ app: 'istiod' }), kind: 'Deployment' },
    ];
    expect(
      eachWay(raw, ({ controlPlanes, versions }) => ({
        planes: controlPlanes.map(
          ({ revision, version, ready, deployment }) => [
            deployment.ref.name,
            revision,
            version,
            ready,
          ],
        ),
        versions: [...versions].sort(),
      })),
    ).toEqual({
      planes: [
        ['istiod', 'default', '1.30.3', true],
        ['istiod-1-29-4', '1-29-4', undefined, false],
        ['istiod-1-30-3', '1-30-3', '1.30.3', true],
      ],
      versions: [
        ['1-29-4', undefined],
        ['1-30-3', '1.30.3'],
        ['default', '1.30.3'],
      ],
    });
  });

  const tagged = (
    kind: string,
    name: string,
    tag: string,
    revision: string,
  ) => ({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind,
    metadata: {
      name,
      labels: { 'istio.io/tag': tag, 'istio.io/rev': revision },
    },
    webhooks: [{ name: 'a.istio.io' }],
  });
  const MUTATING = 'MutatingWebhookConfiguration';
  const VALIDATING = 'ValidatingWebhookConfiguration';
  const elsewhere = {
    ...rawTagService('far', '1-1'),
    metadata: {
      ...rawTagService('far', '1-1').metadata,
      namespace: 'elsewhere',
    },
  };

  it.each<[string, unknown[], Array<[string, string]>]>([
    [
      'on injectors',
      [rawInjector('1-30-3', 'prod'), rawInjector('1-30-3')],
      [['prod', '1-30-3']],
    ],
    [
      'on an injector before those of a validator, and on a Service before both',
      [
        tagged(VALIDATING, 'b', 'prod', '1-1'),
        tagged(MUTATING, 'a', 'prod', '1-2'),
        tagged(VALIDATING, 'z', 'canary', '1-4'),
        istiod,
        rawTagService('prod', '1-3'),
      ],
      [
        ['canary', '1-4'],
        ['prod', '1-3'],
      ],
    ],
    [
      'on the last injector by name',
      [
        tagged(MUTATING, 'b', 'prod', '1-2'),
        tagged(MUTATING, 'a', 'prod', '1-1'),
      ],
      [['prod', '1-2']],
    ],
    [
      'on Services beside istiod only',
      [istiod, elsewhere, rawTagService('near', '1-2')],
      [['near', '1-2']],
    ],
    ['on any Service where no istiod is seen', [elsewhere], [['far', '1-1']]],
    [
      'not where one of the two is empty',
      [tagged(MUTATING, 'a', '', '1-1'), tagged(MUTATING, 'b', 'prod', '')],
      [],
    ],
  ])('tags stand %s', (_, raw, tags) => {
    expect(eachWay(raw, scope => [...scope.tags].sort())).toEqual(tags);
  });

  it('the validator names the default revision', () => {
    const revision = (...raw: unknown[]) =>
      validatingRevision(MeshIndex.build(trimAll(raw)));
    expect(revision(rawValidator('1-30-3'))).toBe('1-30-3');
    expect(revision(rawValidator(''))).toBeUndefined();
    expect(revision(rawInjector('1-30-3'))).toBeUndefined();
  });
});

describe('the configuration of the mesh', () => {
  const config = (name: string, mesh: object) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'istio-system' },
    data: { mesh: JSON.stringify(mesh) },
  });
  const DEFAULTS = {
    rootNamespace: 'istio-system',
    trustDomain: 'cluster.local',
    autoMtls: true,
    outboundTrafficPolicy: 'ALLOW_ANY',
    destinationRuleExportTo: ['*'],
    virtualServiceExportTo: ['*'],
    serviceExportTo: ['*'],
  };

  it("is Istio's own where none is written, or nothing in it", () => {
    expect(scopeOf().settingsOf(undefined)).toEqual(DEFAULTS);
    expect(scopeOf(config('istio', {})).settingsOf('default')).toEqual(
      DEFAULTS,
    );
  });

  it('holds what is written', () => {
    const written = config('istio', {
      rootNamespace: 'mesh-root',
      trustDomain: 'td1',
      enableAutoMtls: false,
      outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
      defaultDestinationRuleExportTo: ['.'],
      defaultVirtualServiceExportTo: ['a'],
      defaultServiceExportTo: ['~'],
    });
    expect(scopeOf(written).settingsOf('default')).toEqual({
      rootNamespace: 'mesh-root',
      trustDomain: 'td1',
      autoMtls: false,
      outboundTrafficPolicy: 'REGISTRY_ONLY',
      destinationRuleExportTo: ['.'],
      virtualServiceExportTo: ['a'],
      serviceExportTo: ['~'],
    });
  });

  const of = (name: string) => config(name, { trustDomain: name });
  it.each<[string, unknown[], string | undefined, string]>([
    ['its own', [of('istio'), of('istio-b')], 'b', 'istio-b'],
    ['that of the default', [of('istio'), of('istio-b')], 'c', 'istio'],
    [
      'that of the default without a revision',
      [of('istio-a'), of('istio')],
      undefined,
      'istio',
    ],
    [
      'that of the tag default',
      [rawInjector('b', 'default'), of('istio-a'), of('istio-b'), of('istio')],
      'c',
      'istio-b',
    ],
    ['the first by name else', [of('istio-b'), of('istio-a')], 'c', 'istio-a'],
  ])('of a revision is %s', (_, raw, revision, trustDomain) => {
    expect(eachWay(raw, scope => scope.settingsOf(revision).trustDomain)).toBe(
      trustDomain,
    );
  });
});

describe('agents of the nodes', () => {
  const moved = (namespace: string, options = {}) => {
    const agent = rawNodeAgent('cni', options);
    return { ...agent, metadata: { ...agent.metadata, namespace } };
  };
  const away = rawIstiod('a', '1.30.3');
  const plane = { ...away, metadata: { ...away.metadata, namespace: 'mesh' } };

  it.each<[string, unknown[], string | undefined]>([
    [
      'where istiod is, first',
      [plane, moved('istio-system'), moved('mesh')],
      'mesh',
    ],
    [
      'in istio-system',
      [moved('istio-cni'), moved('kube-system'), moved('istio-system')],
      'istio-system',
    ],
    [
      'in kube-system',
      [moved('istio-cni'), moved('kube-system')],
      'kube-system',
    ],
    ['in istio-cni', [moved('istio-cni')], 'istio-cni'],
    ['nowhere else', [moved('mesh')], undefined],
    ['not by another name', [rawNodeAgent('ztunnel')], undefined],
  ])('are looked for %s', (_, raw, namespace) => {
    expect(
      eachWay(raw, scope => findNodeAgent(scope, 'cni')?.object.ref.namespace),
    ).toBe(namespace);
  });

  it.each([
    [3, 3, true],
    [3, 2, false],
    // One is being taken away.
    [2, 3, true],
    [0, 0, true],
  ])('of %d nodes %d ready: healthy %s', (desired, ready, healthy) => {
    const scope = scopeOf(rawNodeAgent('ztunnel', { desired, ready }));
    expect(findNodeAgent(scope, 'ztunnel')).toMatchObject({
      kind: 'ztunnel',
      desired,
      ready,
      healthy,
    });
  });
});
