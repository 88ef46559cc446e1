import { ConfigReader } from '@backstage/config';
import { readRegistries } from './readRegistries';

const read = (registries?: string[]) =>
  readRegistries(
    new ConfigReader({ istio: registries ? { registries } : { clusters: [] } }),
  );

describe('readRegistries', () => {
  it('allows any while nothing is configured', () => {
    expect(read()).toBeUndefined();
  });

  it.each([
    'registry.example.com',
    'registry.example.com:5000',
    'registry.example.com:5000/istio',
    'docker.io/istio/',
    'istio',
  ])('reads %s', registry => {
    expect(read([registry])).toEqual([registry]);
  });

  it.each([
    ['https://registry.example.com'],
    ['registry.example.com/istio/proxyv2:1.30.3'],
    ['registry.example.com/istio*'],
    ['registry example'],
  ])('refuses %s in one sentence', registry => {
    expect(() => read([registry])).toThrow(
      `istio.registries: '${registry}' is no registry; write it as images do, without scheme and tag: registry.example.com/istio`,
    );
  });

  it('refuses a list that would allow nothing', () => {
    expect(() => read([])).toThrow(
      'istio.registries is empty, so no image would be allowed; remove the key to allow any',
    );
  });
});
