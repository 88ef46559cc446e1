import { readIngressForm } from './readIngressForm';

const target = {
  cluster: 'eu-1',
  namespace: 'shop',
  service: 'cart',
  port: 8080,
};
const gateway = { namespace: 'istio-ingress', service: 'ingress' };

describe('readIngressForm', () => {
  it('reads nothing until the service is chosen', () => {
    expect(readIngressForm({ target: { cluster: 'eu-1' } })).toBeUndefined();
  });

  it('reads the choices that are made under "more"', () => {
    const routes = [{ path: '/cart', type: 'exact' }];
    expect(
      readIngressForm({
        ...{ target, more: true, form: 'gateway-api', gateway, routes },
        additionalHosts: ['www.example.com', '', null],
      })?.more,
    ).toEqual({
      ...{ form: 'gateway-api', gateway, routes },
      additionalHosts: ['www.example.com'],
    });
  });

  it.each([
    ['left behind', { more: false, additionalHosts: ['a.example.com'] }],
    ['of another form', { more: true, form: 'istio', gateway }],
    ['half filled in', { form: 'gateway-api', gateway: { namespace: 'a' } }],
    ['no path yet', { more: true, routes: [{ type: 'prefix' }] }],
    ['no list', { additionalHosts: 'a.example.com', routes: {} }],
  ])('leaves out what is %s', (_, rest) => {
    expect(readIngressForm({ target, ...rest })?.more).toEqual({});
  });

  it('reads parameters of other names', () => {
    const names = { additionalHostsField: 'hosts', moreField: 'rest' };
    const data = { target, more: false, rest: true, hosts: ['a.example.com'] };
    expect(readIngressForm(data, names)?.more).toEqual({
      additionalHosts: ['a.example.com'],
    });
  });
});
