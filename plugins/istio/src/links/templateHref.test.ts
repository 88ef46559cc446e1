import { templateHref } from './templateHref';

describe('templateHref', () => {
  it('fills in the form, whatever stands in the values', () => {
    const formData = { host: 'a&b=c#d', service: { name: 'cart', port: 8080 } };
    const href = templateHref({
      entityRef: 'template:platform/expose-service',
      formData,
    });
    const url = new URL(href, 'http://backstage.example.com');
    expect(url.pathname).toBe('/create/templates/platform/expose-service');
    expect(JSON.parse(url.searchParams.get('formData') ?? '')).toEqual(
      formData,
    );
    expect(url.hash).toBe('');
  });

  it('knows the default kind and namespace', () => {
    expect(templateHref({ entityRef: 'restart', formData: {} })).toBe(
      '/create/templates/default/restart?formData=%7B%7D',
    );
  });
});
