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

  it('gives way to a step that sets it', () => {
    const labels = { 'istio-injection': 'disabled' };
    const edited = { ...written, metadata: { name: 'shop', labels } };
    const back = withTakenAway(edited, takenAwayOf([namespace]));
    expect(back.metadata.labels).toEqual(labels);
  });
});
