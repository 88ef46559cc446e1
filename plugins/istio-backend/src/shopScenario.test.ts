import { stringifyEntityRef } from '@backstage/catalog-model';
import { createPemReader } from '@meshwright/backstage-plugin-istio-node';
import {
  assessToKeep,
  CompleteFacts,
  completeAssessment,
  entitySelector,
  FactReach,
  MeshIndex,
  selectForEntity,
  trimRaw,
  type ClusterAssessment,
  type FleetFacts,
  type FleetKind,
  type KeptAssessment,
  type KeptFleetFacts,
} from '@meshwright/backstage-plugin-istio-common';
import { shopScenario } from '@meshwright/sandbox';
import { readEntities } from '../dev/readEntities';
import { EntityDirectory } from './fleet/EntityDirectory';

const NOW = new Date('2026-11-22T12:00:00Z');

jest.setTimeout(180_000);

/** What is said of the scenario; a healthy and a faulty case of each part. */
describe('the scenario of the sandbox', () => {
  let eu1: ClusterAssessment;
  let eu2: ClusterAssessment;
  let kept: KeptAssessment[];

  beforeAll(async () => {
    const pem = createPemReader();
    const { clusters } = await shopScenario(NOW);
    kept = clusters.map(({ name, objects = [] }) =>
      assessToKeep(
        MeshIndex.build(
          objects.flatMap(raw =>
            raw.kind === 'Secret' ? [] : trimRaw(raw, { pem }) ?? [],
          ),
        ),
        {
          cluster: name,
          now: NOW,
          dataStates: new Map(),
          registries: ['docker.io/istio', 'registry.shop.example.com'],
        },
      ),
    );
    [eu1, eu2] = kept.map(completeAssessment);
  });

  const workload = ({ workloads }: ClusterAssessment, name: string) => {
    const found = workloads.find(({ ref }) => ref.name === name);
    if (!found) throw new Error(`There is no workload ${name}`);
    return found;
  };
  const state = <T extends { state: string }>(
    list: readonly T[],
    matches: (one: T) => boolean,
  ) => list.filter(matches).map(one => one.state);

  it('shows 1, where the traffic of a pod is handled', () => {
    const mode = (name: string) => workload(eu1, name).dataPlane;
    expect(mode('cart')).toMatchObject({
      mode: 'sidecar',
      nativeSidecar: true,
    });
    expect(mode('stock')).toMatchObject({
      mode: 'ambient',
      tone: 'ok',
      waypoint: { state: 'bound' },
    });
    expect(mode('picking').mode).toBe('ambient-pending');
    expect(mode('refunds').waypoint?.state).toBe('missing');
    expect(mode('courier-app')).toMatchObject({
      mode: 'none',
      tone: 'neutral',
    });
    expect(mode('istio-egressgateway').mode).toBe('gateway');
    expect(workload(eu2, 'archive').dataPlane.nativeSidecar).toBe(false);
  });

  it('shows 2, revisions and control planes', () => {
    const verdict = (name: string) => workload(eu2, name).revision.verdict;
    expect(verdict('storefront')).toBe('current');
    expect(verdict('checkout')).toBe('stale-revision');
    expect(verdict('mailer')).toBe('stale-version');
    expect(verdict('experiment')).toBe('dangling');
    const planes = new Map(
      eu2.controlPlanes.map(plane => [plane.revision, plane]),
    );
    expect(planes.get('1-27-3')?.support?.state).toBe('ended');
    expect(planes.get('1-29-4')?.skew?.state).toBe('ahead');
    expect(planes.get('1-30-3')?.skew?.state).toBe('ok');
  });

  it('shows 3, what would break at STRICT and what STRICT does not reach', () => {
    const ready = new Map(
      eu1.strictReadiness.map(one => [`${one.scope} ${one.namespace}`, one]),
    );
    expect(ready.get('namespace accounts')?.breaks).toBe('no');
    const logistics = ready.get('namespace logistics');
    expect(logistics?.breaks).toBe('yes');
    expect(logistics?.reasons.map(({ ref }) => ref.name)).toEqual(
      expect.arrayContaining(['tracking-plain', 'courier-app']),
    );
    expect(
      workload(eu1, 'dispatch').mtls.find(({ port }) => port === 9999)?.mode,
    ).toBe('bypassed');
  });

  it('shows 4, certificates and roots', () => {
    const named = (name: string) =>
      state(eu1.certificates, ({ ref }) => ref.name === name);
    expect(named('accounts-samples')).toEqual(['healthy']);
    expect(named('portal-samples')).toEqual(['not-issued']);
    expect(named('newsletter-copy')).toEqual(['not-issued']);
    const promo = eu1.certificates.find(
      ({ ref }) => ref.name === 'promo-samples',
    );
    expect(promo?.chain.find(({ broken }) => broken)?.kind).toBe('Challenge');
    expect(
      state(eu2.certificates, ({ ref }) => ref.name.startsWith('checkout')),
    ).toEqual(['overdue']);
    expect(eu1.trustRoots.map(({ state: root }) => root)).toEqual(['healthy']);
    expect(
      eu2.trustRoots.map(({ state: root, majority }) => [root, majority]),
    ).toEqual(
      expect.arrayContaining([
        ['healthy', true],
        ['at-risk', false],
      ]),
    );
  });

  it('shows 5, hosts that lead in and hosts that lead out', () => {
    const exposed = (host: string) =>
      state(eu1.exposures, one => one.host === host);
    expect(exposed('accounts.samples.example.com')).toEqual(['exposed']);
    expect(exposed('profile.gw.samples.example.com')).toEqual(['exposed']);
    expect(exposed('parcels.samples.example.com')).toEqual(['broken']);
    expect(exposed('news.gw.samples.example.com')).toEqual(['broken']);
    expect(exposed('help.samples.example.com')).toEqual(['broken']);
    const egress = (host: string) =>
      state(eu1.egress, one => one.host === host);
    expect(egress('api.bank.example.net')).toEqual(['effective']);
    expect(egress('ledger.bank.example.net')).toEqual(['degraded']);
    expect(egress('rates.example.org')).toEqual(['degraded']);
  });

  it('says the one thing to do that would help', () => {
    const exposure = (host: string) =>
      eu1.exposures.find(one => one.host === host);
    expect(exposure('api.bank.example.net')).toBeUndefined();
    expect(exposure('newsletter.samples.example.com')).toMatchObject({
      state: 'broken',
      action: { title: 'Let the ingress gateway in' },
    });
    const parcels = eu1.certificates.filter(
      ({ ref }) => ref.name === 'parcels-samples',
    );
    expect(parcels.map(({ action }) => action?.title)).toEqual([
      'Move parcels-samples',
      'Move parcels-samples',
    ]);
    expect(eu2.trustRoots.find(({ stale }) => stale)).toMatchObject({
      namespaces: ['archive'],
      action: { title: 'Have the root written anew' },
    });
    const idle = eu1.controlPlanes.find(one => one.revision === '1-29-4');
    expect(idle?.action?.command).toBe('istioctl uninstall --revision 1-29-4');
    const gatewayWords = (name: string) =>
      workload(eu1, name).mtls[0]?.why.summary;
    expect(gatewayWords('istio-egressgateway')).toMatch(/^An egress gateway/);
    expect(gatewayWords('istio-ingressgateway')).toMatch(/^A gateway/);
  });

  it('shows 6, findings, and those that were put aside in both ways', () => {
    const muted = eu1.findings.filter(one => one.muted);
    expect(muted.map(({ ref }) => ref.name)).toEqual(
      expect.arrayContaining(['payout', 'settlement']),
    );
    expect(
      eu1.findings.filter(one => !one.muted && one.severity === 'error'),
    ).not.toEqual([]);
  });

  it('shows 7, who needs a token and whom NetworkPolicies keep out', () => {
    const jwt = (host: string) =>
      eu1.exposures.find(one => one.host === host)?.authentication?.jwt;
    expect(jwt('accounts.samples.example.com')).toBe('required');
    expect(jwt('newsletter.samples.example.com')).toBe('validated');
    const gateway = (name: string) =>
      workload(eu1, name).network?.needs.find(
        ({ what }) => what === 'ingress-gateway',
      )?.allowed;
    expect(gateway('accounts')).toBe('yes');
    expect(gateway('newsletter')).toBe('no');
  });

  it('shows 8, images that are refused or come from elsewhere', () => {
    const supply = (name: string) => workload(eu1, name).supply;
    expect(supply('cart')?.tone).toBe('ok');
    expect(supply('label-printer')?.blocked[0].message).toContain('412');
    expect(supply('settlement')?.images).toContainEqual(
      expect.objectContaining({ allowed: false }),
    );
  });

  it('belongs to the same entities on the fleet page as on their own', () => {
    const entities = readEntities();
    const directory = EntityDirectory.of(entities);
    for (const one of kept) {
      const reach = new FactReach(one);
      const complete = new CompleteFacts(one);
      const fleet = <K extends FleetKind>(
        kind: K,
        facts: readonly KeptFleetFacts[K][],
        entityRef: string,
      ): FleetFacts[K][] =>
        facts
          .filter(fact =>
            reach
              .workloadsOf(kind, fact)
              .some(found =>
                directory
                  .find(found)
                  .some(entity => entity.entityRef === entityRef),
              ),
          )
          .map(fact => complete.row(kind, fact));
      for (const entity of entities) {
        const ref = stringifyEntityRef(entity);
        const selector = entitySelector(entity.metadata.annotations);
        if (!selector) continue;
        const own = selectForEntity([one], selector);
        expect([
          ref,
          fleet('workloads', one.workloads, ref),
          fleet('certificates', one.certificates, ref),
          fleet('exposures', one.exposures, ref),
          fleet('egress', one.egress, ref),
          fleet('findings', one.findings, ref),
        ]).toEqual([
          ref,
          own.workloads,
          own.certificates,
          own.exposures,
          own.egress,
          own.findings,
        ]);
      }
    }
  });
});
