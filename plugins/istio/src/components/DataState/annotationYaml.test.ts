import { ref } from '../../../dev/build/refs';
import { annotationYaml } from './annotationYaml';

describe('annotationYaml', () => {
  it('takes the selector and namespace of the nearest workload', () => {
    const nearest = {
      cluster: 'eu-1',
      ref: ref('Deployment', 'shop/gift-cards'),
      selector: 'app=gift-cards',
    };
    expect(annotationYaml('component:default/gift-cards', nearest)).toBe(
      [
        'metadata:',
        '  annotations:',
        '    backstage.io/kubernetes-label-selector: app=gift-cards',
        '    backstage.io/kubernetes-namespace: shop',
      ].join('\n'),
    );
  });

  it('falls back to the name of the entity', () => {
    expect(annotationYaml('component:default/cart', undefined)).toContain(
      'backstage.io/kubernetes-id: cart',
    );
  });
});
