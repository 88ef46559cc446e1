import type { ManifestObject } from '@meshwright/backstage-plugin-istio-common';
import { takenAwayOf, withTakenAway } from './takenAway';

const namespace: ManifestObject = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name: 'shop',
    labels: { 'istio.io/rev': 'prod', 'istio-injection': null },
    annotations: { a: null },
  },
};
const written: ManifestObject = {
  ...namespace,
  metadata: { name: 'shop', labels: { 'istio.io/rev': 'prod' } },
};

describe('what a change takes away', () => {
  it('comes back with the object it is taken from, and only there', () => {
    const gone = takenAwayOf([namespace, { ...written, kind: 'Other' }]);
    expect(withTakenAway(written, gone)).toEqual(namespace);
    const other = { ...written, kind: 'Other' };
    expect(withTakenAway(other, gone)).toBe(other);
  });

  it('is told of Helm values too', () => {
    const release = (values: object): ManifestObject => ({
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: { name: 'istiod', namespace: 'flux-system' },
      // Plain JSON.
      spec: { values } as ManifestObject['spec'],
    });
    const wanted = release({ a: null, b: { c: null, d: 1 } });
    const gone = takenAwayOf([wanted]);
    expect(withTakenAway(release({ b: { d: 1 } }), gone)).toEqual(wanted);
    expect(withTakenAway(release({ a: 2, b: 3 }), gone)).toEqual(
      release({ a: 2, b: 3 }),
    );
  });

  it('is told that a change says nothing of other Helm values', () => {
    const noted = (note: string): ManifestObject => ({
      ...{ apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease' },
      metadata: {
        ...{ name: 'istiod', namespace: 'flux-system' },
        annotations: { 'meshwright.dev/values': note },
      },
      spec: { values: { a: 1 } },
    });
    const part = noted('+ a');
    expect(withTakenAway(noted('a'), takenAwayOf([part]))).toEqual(part);
    expect(withTakenAway(noted('a'), takenAwayOf([noted('a')]))).toEqual(
      noted('a'),
    );
  });

  it('gives way to a step that sets it', () => {
    const labels = { 'istio-injection': 'disabled' };
    const edited = { ...written, metadata: { name: 'shop', labels } };
    const back = withTakenAway(edited, takenAwayOf([namespace]));
    expect(back.metadata.labels).toEqual(labels);
  });
});
