import { annotateChange } from './annotateChange';
import type { ManifestObject } from './manifest';

describe('annotateChange', () => {
  it('adds where an object comes from and keeps its own annotations', () => {
    const object: ManifestObject = {
      apiVersion: 'v1',
      kind: 'X',
      metadata: { name: 'a', annotations: { own: 'yes' } },
      spec: {},
    };
    const [annotated] = annotateChange([object], {
      change: 'expose-service/cart/eu-1-ingress-cart',
      template: 'template:default/expose-service',
      entityRef: 'component:default/cart',
      intentHash: 'abc',
    });
    expect(annotated.metadata.annotations).toEqual({
      own: 'yes',
      'meshwright.dev/change': 'expose-service/cart/eu-1-ingress-cart',
      'meshwright.dev/template': 'template:default/expose-service',
      'meshwright.dev/entity': 'component:default/cart',
      'meshwright.dev/intent-hash': 'abc',
    });
    expect(object.metadata.annotations).toEqual({ own: 'yes' });
  });

  it('names no entity where there is none', () => {
    const [annotated] = annotateChange(
      [{ apiVersion: 'v1', kind: 'X', metadata: { name: 'a' } }],
      { change: 'c', template: 't', intentHash: 'abc' },
    );
    expect(Object.keys(annotated.metadata.annotations ?? {})).toEqual([
      'meshwright.dev/change',
      'meshwright.dev/template',
      'meshwright.dev/intent-hash',
    ]);
  });
});
