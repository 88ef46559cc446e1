import { unreachableRoutes } from './unreachableRoutes';

function twoRoutes(first: object, second: object) {
  return unreachableRoutes({
    tls: [{ match: [first] }, { match: [second] }],
  }).map(({ name }) => name);
}

describe('unreachableRoutes', () => {
  const match = { port: 443, sniHosts: ['a.example.com'], gateways: ['mesh'] };

  it('tells a match that repeats, and its route', () => {
    expect(twoRoutes(match, match)).toEqual([
      'ineffective-match',
      'unreachable-route',
    ]);
  });

  it.each([
    ['gateways', { ...match, gateways: ['egress'] }],
    ['names', { ...match, sniHosts: ['b.example.com'] }],
  ])('takes matches of other %s for others', (_, other) => {
    expect(twoRoutes(match, other)).toEqual([]);
  });

  it('counts an empty list as none', () => {
    const { gateways: _, ...without } = match;
    expect(twoRoutes({ ...match, gateways: [] }, without)).toContain(
      'unreachable-route',
    );
  });
});
