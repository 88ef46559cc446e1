import { MeshIndex } from '../../index/MeshIndex';
import { NOW, trimAll } from '../../testing/assessRaw';
import { assessCluster } from '../assessCluster';
import { ClusterAssessor } from '../incremental/ClusterAssessor';
import {
  RELATED_LIMIT,
  listedRelated,
  namesInWords,
  someRelated,
} from './someRelated';

const NET = 'networking.istio.io/v1';

/** Of two that differ in age the one with the smaller number is older. */
function meta(at: number, namespace = 'a') {
  const creationTimestamp = new Date(Date.UTC(2026, 0, 1, 0, at)).toISOString();
  return { name: `o${at}`, namespace, creationTimestamp };
}

function pod(labels: Record<string, string>) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...meta(0), name: 'pod', labels },
    spec: { containers: [{ name: 'istio-proxy', args: ['proxy', 'router'] }] },
    status: { phase: 'Running' },
  };
}

const WORLD = [pod({ app: 'x', istio: 'ingressgateway', zone: 'z' })];

/** Objects of which each is a rival of all the others. */
const RIVALS: ReadonlyArray<[string, (at: number) => unknown]> = [
  [
    'IST0138',
    at => ({
      apiVersion: NET,
      kind: 'Gateway',
      metadata: meta(at, `team-${at % 7}`),
      spec: {
        // Three selectors of which none holds another; the pods carry all.
        selector: [{ istio: 'ingressgateway' }, { app: 'x' }, { zone: 'z' }][
          at % 3
        ],
        servers: [
          {
            port: { number: 443, name: `https-${at}`, protocol: 'HTTPS' },
            hosts: [`o${at}.example.com`],
            tls: { mode: 'SIMPLE', credentialName: 'wildcard' },
          },
        ],
      },
    }),
  ],
  [
    'IST0109',
    at => ({
      apiVersion: NET,
      kind: 'VirtualService',
      metadata: meta(at, `team-${at % 7}`),
      spec: {
        hosts: ['a.example.com'],
        http: [{ route: [{ destination: { host: 'a.example.com' } }] }],
      },
    }),
  ],
  [
    'IST0177',
    at => ({
      apiVersion: NET,
      kind: 'ServiceEntry',
      metadata: meta(at, `team-${at % 7}`),
      spec: {
        hosts: ['a.example.com'],
        // All but one agree.
        ports: [
          { number: 443, name: 'p', protocol: at === 50 ? 'TLS' : 'HTTP' },
        ],
        resolution: 'DNS',
      },
    }),
  ],
  [
    'IST0111',
    at => ({
      apiVersion: NET,
      kind: 'Sidecar',
      metadata: meta(at),
      spec: { egress: [{ hosts: ['./*'] }] },
    }),
  ],
  [
    'IST0110',
    at => ({
      apiVersion: NET,
      kind: 'Sidecar',
      metadata: meta(at),
      spec: { workloadSelector: { labels: { app: 'x' } } },
    }),
  ],
  [
    'IST0160',
    at => ({
      apiVersion: 'telemetry.istio.io/v1',
      kind: 'Telemetry',
      metadata: meta(at),
      spec: {},
    }),
  ],
  [
    'IST0159',
    at => ({
      apiVersion: 'telemetry.istio.io/v1',
      kind: 'Telemetry',
      metadata: meta(at),
      spec: { selector: { matchLabels: { app: 'x' } } },
    }),
  ],
];

/** A VirtualService whose route without a subset goes round those of the others, and its own. */
function routeWithout(at: number) {
  return {
    apiVersion: NET,
    kind: 'VirtualService',
    metadata: meta(at),
    spec: {
      hosts: ['a.example.com'],
      gateways: ['gw'],
      http: [
        { route: [{ destination: { host: 'a.example.com', subset: 's' } }] },
        { route: [{ destination: { host: 'a.example.com' } }] },
      ],
    },
  };
}

const MANY = 60;

function some(count: number, make: (at: number) => unknown) {
  return Array.from({ length: count }, (_, at) => make(at + 1));
}

function rivalsOf(make: (at: number) => unknown) {
  const index = MeshIndex.build(trimAll([...WORLD, ...some(MANY, make)]));
  const context = { cluster: 'eu-1', now: NOW, dataStates: new Map() };
  const assessor = new ClusterAssessor(index, context);
  assessor.update();
  return { index, context, assessor };
}

describe('findings on objects of which each is a rival of all the others', () => {
  it.each(RIVALS)('%s names few of them', (code, make) => {
    const { assessor } = rivalsOf(make);
    const found = assessor.assessment.findings.filter(one => one.code === code);
    expect(found).toHaveLength(MANY);
    for (const { ref, related = [], cause } of found) {
      expect(related).toHaveLength(RELATED_LIMIT);
      expect(new Set(related).size).toBe(RELATED_LIMIT);
      expect(related).not.toContainEqual(ref);
      expect(cause.match(/\/o\d+/g)?.length).toBeLessThanOrEqual(7);
      expect(cause).toContain(' and more than 15 more ');
    }
  });

  it.each(RIVALS)('%s stays as it is when one more comes', (code, make) => {
    const { assessor, index, context } = rivalsOf(make);
    const [object] = trimAll([make(MANY + 1)]);
    index.apply({ type: 'upsert', object });
    const { findings } = assessor.update();
    const ofCode = (rows: readonly { code: string }[]) =>
      rows.filter(one => one.code === code);
    expect(ofCode(findings.removed)).toEqual([]);
    expect(ofCode(findings.added)).toEqual([
      expect.objectContaining({ ref: object.ref }),
    ]);
    expect(assessor.assessment.findings).toEqual(
      assessCluster(index, context).findings,
    );
  });

  it('IST0140 names few of them', () => {
    const { assessor } = rivalsOf(routeWithout);
    const found = assessor.assessment.findings.filter(
      ({ code }) => code === 'IST0140',
    );
    expect(found).toHaveLength(MANY);
    for (const { related, cause } of found) {
      expect(related).toHaveLength(RELATED_LIMIT);
      expect(cause).toContain('a/o5 and more than 15 more do not hold');
    }
  });

  it('names those of another protocol first', () => {
    const entries = RIVALS.find(([code]) => code === 'IST0177');
    if (!entries) throw new Error('No such code');
    const { assessor } = rivalsOf(entries[1]);
    for (const { ref, related } of assessor.assessment.findings.filter(
      ({ code }) => code === 'IST0177',
    )) {
      const names = related?.slice(0, 2).map(({ name }) => name);
      expect(names).toContain(ref.name === 'o50' ? 'o1' : 'o50');
    }
  });
});

describe('someRelated', () => {
  it('looks at no more than it takes', () => {
    const looked: number[] = [];
    const found = someRelated(
      Array.from({ length: 1000 }, (_, at) => at),
      at => looked.push(at) > 0 && at % 2 === 1,
    );
    expect(found).toHaveLength(RELATED_LIMIT + 1);
    expect(looked).toHaveLength(2 * (RELATED_LIMIT + 1));
  });
});

describe('namesInWords', () => {
  const names = (count: number) =>
    Array.from({ length: count }, (_, at) => `n${at}`);

  it.each([
    [1, 'n0'],
    [5, 'n0, n1, n2, n3, n4'],
    [6, 'n0, n1, n2, n3, n4 and 1 more'],
    [20, 'n0, n1, n2, n3, n4 and 15 more'],
    [21, 'n0, n1, n2, n3, n4 and more than 15 more'],
    [22, 'n0, n1, n2, n3, n4 and more than 15 more'],
  ])('says %i', (count, words) => {
    expect(namesInWords(names(count))).toBe(words);
  });
});

describe('listedRelated', () => {
  const refs = Array.from({ length: 30 }, (_, at) => ({
    group: '',
    kind: 'Pod',
    namespace: 'a',
    name: `p${at}`,
  }));

  it('keeps all pods that a Namespace stands for', () => {
    const namespace = { group: '', kind: 'Namespace', name: 'a' };
    expect(listedRelated(namespace, refs)).toEqual(refs);
  });

  it('keeps the first of any other object', () => {
    const deployment = { group: 'apps', kind: 'Deployment', name: 'a' };
    expect(listedRelated(deployment, refs)).toEqual(refs.slice(0, 20));
  });
});
