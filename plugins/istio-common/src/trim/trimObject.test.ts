import fc from 'fast-check';
import { rawPod } from '../testing/rawObjects';
import { identifyObject, trimObject } from './trimObject';
import { WATCHED_RESOURCES, resourceKey } from './watchedResources';

const NAMES = [
  'metadata',
  'spec',
  'status',
  'labels',
  'annotations',
  'http',
  'tls',
  'route',
  'match',
  'servers',
  'port',
  'hosts',
  'containers',
  'conditions',
  'ownerReferences',
  'webhooks',
  'data',
];

/** JSON whose keys are those that the trimmers look for. */
const hostileJson = fc.letrec(tie => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, 0, 8080, '', 'istio.io', 'prod'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 5 }),
  ),
})).value;

describe('trimObject', () => {
  it.each(WATCHED_RESOURCES.map(one => [resourceKey(one), one] as const))(
    '%s: never throws, whatever the server sends',
    (_, resource) => {
      fc.assert(
        fc.property(
          hostileJson,
          hostileJson,
          hostileJson,
          (spec, status, whole) => {
            trimObject(resource, whole);
            const trimmed = trimObject(resource, {
              metadata: { name: 'a', namespace: 'b', labels: spec },
              spec,
              status,
              webhooks: spec,
              data: spec,
            });
            expect(trimmed?.ref.name ?? 'a').toBe('a');
          },
        ),
        { numRuns: 60 },
      );
    },
  );

  it.each(WATCHED_RESOURCES.map(one => [resourceKey(one), one] as const))(
    '%s: drops an object without a name',
    (_, resource) => {
      expect(trimObject(resource, { metadata: {} })).toBeUndefined();
      expect(trimObject(resource, undefined)).toBeUndefined();
    },
  );

  it('keeps a bad object as far as it is good', () => {
    const [namespaces, pods] = WATCHED_RESOURCES;
    expect(
      trimObject(pods, {
        metadata: { name: 'a', namespace: 'b', labels: 'nonsense' },
        spec: { containers: 'none', hostNetwork: 'yes' },
      }),
    ).toEqual({
      type: 'pod',
      ref: { group: '', kind: 'Pod', namespace: 'b', name: 'a' },
      ready: false,
    });
    expect(
      trimObject(namespaces, {
        metadata: { name: 'a', labels: { good: 'x', bad: 7 } },
      })?.labels,
    ).toEqual({ good: 'x' });
  });

  it('drops what no assessment reads', () => {
    const raw = rawPod({
      proxy: {},
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' },
    });
    const [, pods] = WATCHED_RESOURCES;
    const trimmed = trimObject(pods, {
      ...raw,
      metadata: {
        ...raw.metadata,
        managedFields: [{ manager: 'kubelet', fieldsV1: { f: {} } }],
        resourceVersion: '4711',
      },
    });
    const text = JSON.stringify(trimmed);
    expect(text).not.toMatch(/managedFields|4711|last-applied/);
    // Names, uid and labels apart, which differ from pod to pod.
    expect(text.length).toBeLessThan(700);
  });

  it('keeps the annotations that tie an object to its change', () => {
    const gateway = WATCHED_RESOURCES.find(
      one => resourceKey(one) === 'gateways.networking.istio.io',
    );
    if (!gateway) throw new Error('Gateways are not watched');
    const trimmed = trimObject(gateway, {
      metadata: {
        name: 'a',
        namespace: 'b',
        annotations: { 'meshwright.dev/change': 'c1', other: 'x' },
      },
    });
    expect(trimmed?.annotations).toEqual({ 'meshwright.dev/change': 'c1' });
  });

  it('drops ConfigMaps and webhooks that are not of Istio', () => {
    const of = (key: string) => {
      const found = WATCHED_RESOURCES.find(one => resourceKey(one) === key);
      if (!found) throw new Error(key);
      return found;
    };
    const metadata = { name: 'app', namespace: 'shop' };
    expect(
      trimObject(of('configmaps'), { metadata, data: { mesh: 'a: 1' } }),
    ).toBeUndefined();
    expect(
      trimObject(
        of('mutatingwebhookconfigurations.admissionregistration.k8s.io'),
        { metadata: { name: 'x' }, webhooks: [{ name: 'policy.kyverno.io' }] },
      ),
    ).toBeUndefined();
    // The identity is still told, so that the object can be deleted.
    expect(identifyObject(of('configmaps'), { metadata })).toEqual({
      group: '',
      kind: 'ConfigMap',
      ...metadata,
    });
  });
});
