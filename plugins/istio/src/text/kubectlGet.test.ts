import { kubectlGet } from './kubectlGet';

describe('kubectlGet', () => {
  it('names group and namespace', () =>
    expect(
      kubectlGet({
        group: 'networking.istio.io',
        kind: 'Gateway',
        namespace: 'shop',
        name: 'web',
      }),
    ).toBe('kubectl get -n shop gateway.networking.istio.io/web -o yaml'));

  it('leaves out what there is not', () =>
    expect(kubectlGet({ group: '', kind: 'Namespace', name: 'shop' })).toBe(
      'kubectl get namespace/shop -o yaml',
    ));
});
