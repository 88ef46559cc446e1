import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw } from '../../testing/assessRaw';
import { rawDestinationRule } from '../../testing/rawObjects';

const SUBSETS = [{ name: 'v1', labels: { version: 'v1' } }];
const OLD = rawDestinationRule(
  { host: 'cart', subsets: SUBSETS },
  { name: 'z-old' },
);

const answer = recordAnswers(__filename);

function found(spec: Record<string, unknown>, namespace = 'shop') {
  const young = rawDestinationRule(
    { subsets: SUBSETS, ...spec },
    { name: 'a-young', namespace, createdAt: '2026-01-09T00:00:00Z' },
  );
  return answer(assessRaw([young, OLD]).findings)
    .filter(({ code }) => code === 'KIA0201')
    .map(({ ref, related }) => [ref.name, related?.[0].name]);
}

describe('duplicateSubsets', () => {
  it.each([
    ['the same host', { host: 'cart' }],
    ['the same host in full', { host: 'cart.shop.svc.cluster.local' }],
  ])('KIA0201: the younger rule for %s', (_, spec) => {
    expect(found(spec)).toEqual([['a-young', 'z-old']]);
  });

  it.each([
    ['another host', { host: 'web' }],
    ['another subset', { host: 'cart', subsets: [{ name: 'v2' }] }],
    ['other clients', { host: 'cart', exportTo: ['.'] }],
    [
      'some workloads only',
      { host: 'cart', workloadSelector: { matchLabels: { app: 'web' } } },
    ],
  ])('says nothing of %s', (_, spec) => {
    expect(found(spec)).toEqual([]);
  });

  it('KIA0201: lists in another order are the same lists', () => {
    const of = (name: string, exportTo: string[], labels: object) =>
      rawDestinationRule(
        {
          host: 'cart',
          subsets: SUBSETS,
          exportTo,
          workloadSelector: { matchLabels: labels },
        },
        { name, createdAt: `2026-01-0${name.length}T00:00:00Z` },
      );
    const raw = [
      of('old', ['a', 'b'], { app: 'web', tier: 'gold' }),
      of('young', ['b', 'a'], { tier: 'gold', app: 'web' }),
    ];
    expect(
      answer(assessRaw(raw).findings)
        .filter(({ code }) => code === 'KIA0201')
        .map(({ ref }) => ref.name),
    ).toEqual(['young']);
  });

  it('says nothing of another namespace', () => {
    expect(found({ host: 'cart.shop.svc.cluster.local' }, 'other')).toEqual([]);
  });
});
