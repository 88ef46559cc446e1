import { REPOSITORY_LIMITS, withinRepositoryLimits } from './repositoryLimits';

function some(count: number, apiVersion: string, kind: string) {
  return Array.from({ length: count }, (_, at) => ({
    at,
    object: { apiVersion, kind },
  }));
}

describe('withinRepositoryLimits', () => {
  const { objects, ofKind } = REPOSITORY_LIMITS;

  it('keeps what fits, in its order', () => {
    const all = [
      ...some(ofKind, 'networking.istio.io/v1', 'Gateway'),
      ...some(ofKind, 'gateway.networking.k8s.io/v1', 'Gateway'),
      ...some(ofKind, 'v1', 'Service'),
    ];
    expect(withinRepositoryLimits(all)).toEqual(all);
  });

  it('keeps the first of a kind, whatever their versions', () => {
    const first = some(ofKind - 1, 'networking.istio.io/v1', 'Gateway');
    const beta = some(2, 'networking.istio.io/v1beta1', 'Gateway');
    const other = some(1, 'v1', 'Service');
    expect(withinRepositoryLimits([...first, ...beta, ...other])).toEqual([
      ...first,
      beta[0],
      ...other,
    ]);
  });

  it('keeps no more than are judged in all', () => {
    const all = Array.from({ length: 10 }, (_, at) =>
      some(ofKind, 'v1', `Kind${at}`),
    ).flat();
    expect(withinRepositoryLimits(all)).toEqual(all.slice(0, objects));
  });
});
