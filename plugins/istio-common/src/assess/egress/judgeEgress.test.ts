import type { ChainLink } from '../../api/facts';
import type { ObjectRef } from '../../model/identity';
import type { EgressDraft } from './egressDrafts';
import { type EgressProblem, NO_TRACE } from './egressTypes';
import { compareEgress, judgeEgress } from './judgeEgress';

function ref(
  name: string,
  kind: ChainLink['kind'] = 'ServiceEntry',
): ObjectRef {
  return { group: 'g', kind, namespace: 'shop', name };
}

function problem(
  name: string,
  broken: boolean,
  link: ChainLink['kind'] = 'ServiceEntry',
): EgressProblem {
  return {
    kind: 'egressPort',
    broken,
    link,
    object: ref(name, link),
    summary: `about ${name}`,
    fix: `mend ${name}`,
  };
}

function linkOf(name: string, more: Partial<ChainLink> = {}) {
  return {
    kind: 'ServiceEntry' as const,
    ref: ref(name),
    title: `shop/${name}`,
    state: 'Defined',
    tone: 'ok' as const,
    ...more,
  };
}

function judged(draft: Partial<EgressDraft>) {
  return judgeEgress('eu-1', {
    subject: {
      host: 'a.example.com',
      namespace: 'shop',
      ports: [],
      ref: ref('a'),
      namespaces: ['shop'],
    },
    client: 'shop',
    trace: NO_TRACE,
    ports: [80],
    links: [],
    problems: [],
    leading: new Set(),
    certificates: [],
    led: [],
    ...draft,
  });
}

const doubt = problem('doubt', false);
const broken = problem('broken', true);
const worse = problem('worse', true);

describe('the verdict on an egress', () => {
  it.each<
    [
      rule: string,
      problems: EgressProblem[],
      leading: EgressProblem[],
      state: string,
      about: string,
    ]
  >([
    [
      'goes by what breaks the leading way',
      [doubt, worse, broken],
      [broken],
      'broken',
      'broken',
    ],
    [
      'by what breaks another way',
      [doubt, worse],
      [doubt],
      'degraded',
      'worse',
    ],
    [
      'by the first doubt',
      [doubt, problem('other', false)],
      [doubt],
      'degraded',
      'doubt',
    ],
    [
      'by the first break',
      [broken, worse],
      [worse, broken],
      'broken',
      'broken',
    ],
  ])('%s', (_, problems, leading, state, about) => {
    expect(judged({ problems, leading: new Set(leading) })).toMatchObject({
      state,
      why: { summary: `about ${about}` },
      action: { title: 'Fix the egress', detail: `mend ${about}` },
    });
  });

  it.each<[string, Partial<EgressDraft>, string, string]>([
    [
      'all is well',
      { links: [linkOf('a')] },
      'effective',
      'Clients in shop reach a.example.com from the sidecar, in a way that the definitions do not tell',
    ],
    [
      'the way is through the gateway',
      { trace: { ...NO_TRACE, via: 'gateway', intent: 'plain' } },
      'effective',
      'Clients in shop reach a.example.com through the egress gateway, without TLS of the mesh',
    ],
    [
      'a link is not known',
      { links: [linkOf('a'), linkOf('b', { tone: 'unknown', detail: 'why' })] },
      'unknown',
      'ServiceEntry shop/b: why',
    ],
    [
      'nothing could be read, whatever was found',
      {
        unread: 'pods are forbidden',
        problems: [broken],
        leading: new Set([broken]),
      },
      'unknown',
      'pods are forbidden',
    ],
  ])('when %s', (_, draft, state, summary) => {
    const found = judged(draft);
    expect(found).toMatchObject({ state, why: { summary } });
    expect(found).not.toHaveProperty('action');
  });

  const chainOf = (draft: Partial<EgressDraft>) =>
    judged(draft).chain.map(
      one =>
        `${one.kind} ${one.title} ${one.state} ${one.tone}${
          one.broken ? ' !' : ''
        }`,
    );
  const links = [
    linkOf('a'),
    linkOf('a'),
    linkOf('b'),
    linkOf('b', { detail: 'again' }),
    linkOf('gw', { kind: 'Gateway', ref: undefined }),
  ];

  it.each<[string, EgressProblem, string[]]>([
    [
      'the object itself',
      problem('b', true),
      [
        'ServiceEntry shop/a Defined ok',
        'ServiceEntry shop/b Broken error !',
        'ServiceEntry shop/b Defined ok',
        'Gateway shop/gw Defined ok',
      ],
    ],
    [
      'else the first of its kind',
      problem('c', false),
      [
        'ServiceEntry shop/a Doubtful warning !',
        'ServiceEntry shop/b Defined ok',
        'ServiceEntry shop/b Defined ok',
        'Gateway shop/gw Defined ok',
      ],
    ],
    [
      'also one that has no object',
      problem('b', true, 'Gateway'),
      [
        'ServiceEntry shop/a Defined ok',
        'ServiceEntry shop/b Defined ok',
        'ServiceEntry shop/b Defined ok',
        'Gateway shop/gw Broken error !',
      ],
    ],
    [
      'else one that is put at the end',
      problem('dr', true, 'DestinationRule'),
      [
        'ServiceEntry shop/a Defined ok',
        'ServiceEntry shop/b Defined ok',
        'ServiceEntry shop/b Defined ok',
        'Gateway shop/gw Defined ok',
        'DestinationRule shop/dr Broken error !',
      ],
    ],
  ])('marks %s in the chain', (_, one, expected) => {
    expect(
      chainOf({ links, problems: [one], leading: new Set([one]) }),
    ).toEqual(expected);
  });

  it('considers each object once, and the one at fault in any case', () => {
    const consideredOf = (...problems: EgressProblem[]) =>
      judged({
        links,
        problems,
        leading: new Set(problems),
      }).why.considered.map(
        one => `${one.ref.name} ${one.says} ${one.decides} ${one.reason}`,
      );
    expect(consideredOf()).toEqual([
      'a Defined false on the way',
      'b Defined false on the way',
    ]);
    expect(consideredOf(problem('b', true))).toEqual([
      'a Defined false on the way',
      'b Defined true about b',
    ]);
    expect(consideredOf(problem('c', true))).toEqual([
      'a Defined false on the way',
      'b Defined false on the way',
      'c egressPort true about c',
    ]);
  });

  it('names each object once', () => {
    expect(
      judged({
        trace: {
          ...NO_TRACE,
          virtualServices: [ref('v'), ref('v'), ref('w')],
          destinationRules: [ref('d'), ref('d')],
        },
        certificates: [ref('c'), ref('c')],
      }),
    ).toMatchObject({
      virtualServices: [ref('v'), ref('w')],
      destinationRules: [ref('d')],
      certificates: [ref('c')],
    });
  });
});

describe('the order of egress', () => {
  const one = (host: string, more: object = {}) => ({
    ...judged({}),
    host,
    ...more,
  });

  it.each([
    ['by host', one('a'), one('b')],
    [
      'then by ServiceEntry',
      one('a', { serviceEntry: ref('a') }),
      one('a', { serviceEntry: ref('b') }),
    ],
    [
      'then by ServiceEntry, whatever routes there are',
      one('a', { serviceEntry: ref('a'), virtualServices: [ref('z')] }),
      one('a', { serviceEntry: ref('b'), virtualServices: [ref('y')] }),
    ],
    [
      'or by route, where there is none',
      one('a', { virtualServices: [ref('a')] }),
      one('a', { virtualServices: [ref('b'), ref('a')] }),
    ],
  ])('is %s', (_, first, second) => {
    expect(Math.sign(compareEgress(first, second))).toBe(-1);
    expect(Math.sign(compareEgress(second, first))).toBe(1);
    expect(compareEgress(first, { ...first })).toBe(0);
  });

  it('is open where nothing defines one of them', () => {
    expect(compareEgress(one('a'), one('a', { serviceEntry: ref('a') }))).toBe(
      0,
    );
    expect(compareEgress(one('a', { serviceEntry: ref('a') }), one('a'))).toBe(
      0,
    );
  });
});
