import { certificateNamespace } from './certificateNamespace';

const form = {
  via: 'gateway',
  workload: { cluster: 'eu-1', namespace: 'shop' },
  gateway: { namespace: 'istio-egress', selector: { istio: 'egress' } },
};
const namespaceBy = {
  field: 'via',
  choices: { sidecar: 'workload', gateway: 'gateway' },
};

describe('certificateNamespace', () => {
  it.each([
    ['that of the template', { namespace: 'istio-system' }, 'istio-system'],
    ['that of a parameter', { namespaceField: 'workload' }, 'shop'],
    ['that which another parameter chooses', { namespaceBy }, 'istio-egress'],
    ['the first that is there', {}, 'shop'],
  ])('is %s', (_, options, namespace) => {
    expect(certificateNamespace(form, options)).toBe(namespace);
  });

  it('follows the choice, and not what it left behind', () => {
    const back = { ...form, via: 'sidecar' };
    expect(certificateNamespace(back, { namespaceBy })).toBe('shop');
  });

  it.each([[{ ...form, via: 'constructor' }], [{}], [undefined]])(
    'is not known of %j',
    data => {
      expect(certificateNamespace(data, { namespaceBy })).toBeUndefined();
    },
  );
});
