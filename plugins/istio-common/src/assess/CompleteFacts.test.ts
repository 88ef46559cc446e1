import { keepRaw } from '../testing/assessRaw';
import { rawMesh, rawPeerAuthentication, rawPod } from '../testing/rawObjects';
import { completeAssessment } from './assessCluster';
import { CompleteFacts } from './CompleteFacts';

const CLIENTS = ['b', 'a', 'c'].map(app =>
  rawPod({ app, namespace: `of-${app}` }),
);

const SCRAPED = rawPod({
  app: 'scraped',
  proxy: {},
  annotations: {
    'prometheus.io/scrape': 'true',
    'prometheus.io/port': '8080',
  },
});

const KEPT = keepRaw([
  ...rawMesh(),
  rawPod({ proxy: {} }),
  SCRAPED,
  rawPod({ app: 'closed', namespace: 'closed', proxy: {} }),
  rawPeerAuthentication({ mtls: { mode: 'STRICT' } }, { namespace: 'closed' }),
  ...CLIENTS,
]);

function reasonsOf(name: string): string[] {
  const workload = KEPT.workloads.find(({ ref }) => ref.name === name);
  if (!workload) throw new Error(`No workload ${name}`);
  const { mtls } = new CompleteFacts(KEPT).workload(workload);
  return mtls[0].strict.reasons.map(({ ref }) => ref.name);
}

describe('CompleteFacts', () => {
  it('adds the clients to what is of the workload itself', () => {
    expect(reasonsOf('cart')).toEqual(['a', 'b', 'c']);
    expect(reasonsOf('scraped')).toEqual(['a', 'b', 'c', 'scraped']);
  });

  it('adds none where plain text is refused already, or no proxy is', () => {
    expect(reasonsOf('closed')).toEqual([]);
    expect(reasonsOf('a')).toEqual([]);
  });

  it('keeps no client in a row', () => {
    const { plainClients, findings: _, ...kept } = KEPT;
    expect(plainClients.map(({ ref }) => ref.namespace)).toEqual([
      'of-a',
      'of-b',
      'of-c',
    ]);
    const others = [
      kept.strictReadiness,
      kept.workloads.filter(({ ref }) => ref.namespace === 'shop'),
    ];
    expect(JSON.stringify(others)).not.toContain('of-a');
  });

  it('does not mind the order in which clients are stored', () => {
    const turned = { ...KEPT, plainClients: [...KEPT.plainClients].reverse() };
    expect(completeAssessment(turned)).toEqual(completeAssessment(KEPT));
  });

  it('leaves rows of other kinds as they are', () => {
    const [row] = KEPT.findings;
    expect(new CompleteFacts(KEPT).row('findings', row)).toBe(row);
  });
});
