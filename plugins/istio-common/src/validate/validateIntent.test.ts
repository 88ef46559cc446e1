import fc from 'fast-check';
import type { JsonObject } from '@backstage/types';
import type { DataState } from '../api/freshness';
import { annotateChange } from '../build/annotateChange';
import { INTENTS } from '../build/intents';
import type { ManifestObject } from '../build/manifest';
import { MeshIndex } from '../index/MeshIndex';
import { trimAll } from '../testing/assessRaw';
import { GOOD_OBJECTS } from '../testing/badObjects/goodObjects';
import { BAD_VALUES, replaced, spoilable } from '../testing/badObjects/spoil';
import { BESIDE, GOOD_INPUTS } from '../testing/validation/goodInputs';
import { FAILING_EXAMPLES } from '../testing/validation/failingExamples';
import {
  indexOf,
  raw,
  type RawObject,
  rawPod,
  validateCase,
  WORLD,
} from '../testing/validationWorld';
import { LIVE_CHECKS } from './allChecks';
import { validateIntent } from './validateIntent';
import type { OtherCluster } from './validationContext';

const KINDS = Object.keys(GOOD_INPUTS) as Array<keyof typeof GOOD_INPUTS>;

const NOW = new Date('2026-11-22T14:20:00Z');

/** The status of a certificate that is well. */
const ISSUED = {
  conditions: [{ type: 'Ready', status: 'True' }],
  notBefore: '2026-11-22T00:00:00Z',
  notAfter: '2026-11-25T00:00:00Z',
  renewalTime: '2026-11-24T00:00:00Z',
  revision: 1,
};

function builtOf(kind: keyof typeof GOOD_INPUTS): {
  intent: JsonObject;
  objects: ManifestObject[];
} {
  const result = INTENTS.find(({ name }) => name === kind)?.build(
    GOOD_INPUTS[kind],
  );
  if (!result || 'problems' in result) throw new Error(`${kind} is no intent`);
  return { intent: result.intent, objects: result.built.objects };
}

describe('validateIntent', () => {
  it.each(KINDS)('takes %s that is there already for what it is', kind => {
    const origin = {
      change: 'c1',
      template: 't',
      entityRef: 'component:default/cart',
      intentHash: 'h',
    };
    const live = annotateChange(builtOf(kind).objects, origin).map(object =>
      object.kind === 'Certificate' ? { ...object, status: ISSUED } : object,
    );
    const { findings } = validateCase({
      kind,
      input: GOOD_INPUTS[kind],
      live: [
        // What annotateChange makes are plain objects.
        ...(live as unknown as RawObject[]),
        ...(BESIDE[kind] ?? []),
      ],
      context: { entityRef: origin.entityRef, change: origin.change },
    });
    expect(findings).toEqual([]);
  });

  it.each(KINDS)('lists every check of %s when the cluster is down', kind => {
    const { intent, objects } = builtOf(kind);
    const result = validateIntent(kind, intent, objects, {
      clusterState: 'unreachable',
      zones: [],
      now: NOW,
    });
    expect(result.verifiedAgainst).toBeUndefined();
    expect(result.unverified).toHaveLength(1);
    expect(result.unverified[0]).toContain('the cluster does not answer');
    for (const { title, concerns } of LIVE_CHECKS) {
      const input = { kind, intent, cluster: 'eu-1', objects, zones: [] };
      const isTold = result.unverified[0].includes(title);
      expect([title, isTold]).toEqual([title, concerns?.(input) ?? true]);
    }
  });

  it.each(
    LIVE_CHECKS.flatMap(({ id, title, needs }) =>
      typeof needs === 'function'
        ? []
        : needs.map(key => [id, key, title] as const),
    ),
  )('%s is unverified without %s, and never passed', (id, key, title) => {
    const dataStates = new Map<string, DataState>([[key, 'forbidden']]);
    const told = FAILING_EXAMPLES[id].map(example => {
      const context = { ...example.context, dataStates };
      return validateCase({ ...example, context }).unverified;
    });
    const reason = `${title} (${key}: Meshwright may not read them)`;
    for (const unverified of told) expect(unverified).toContain(reason);
  });

  it('does not count a check as passed that could not know all', () => {
    const { intent, objects } = builtOf('ingress');
    const judged = (elsewhere: OtherCluster[]) =>
      validateIntent('ingress', intent, objects, {
        index: indexOf(WORLD),
        zones: [],
        now: NOW,
        elsewhere,
      });
    const alone = judged([]);
    const other = judged([{ cluster: 'us-1', state: 'unreachable' }]);
    expect(other.unverified).toEqual([
      ...alone.unverified,
      expect.stringMatching(/^Whether cluster us-1 serves /),
    ]);
    expect(other.passed).toBe(alone.passed - 1);
  });

  it.each<[DataState, number]>([
    ['forbidden', 1],
    ['not-installed', 0],
  ])(
    'takes a Gateway API that is %s in another cluster for what it is',
    (state, unknown) => {
      const { intent, objects } = builtOf('ingress');
      const routes = 'httproutes.gateway.networking.k8s.io';
      const { unverified } = validateIntent('ingress', intent, objects, {
        index: indexOf(WORLD),
        zones: [],
        now: NOW,
        elsewhere: [
          {
            cluster: 'us-1',
            index: indexOf([]),
            dataStates: new Map([[routes, state]]),
          },
        ],
      });
      expect(unverified.filter(one => one.includes('us-1'))).toHaveLength(
        unknown,
      );
    },
  );

  it('sees a host that the same pods serve by the Gateway API', () => {
    const gateway = (place: string, addresses: object[], port = 443) =>
      raw('gateway.networking.k8s.io/v1', 'Gateway', place, {
        spec: {
          ...{ gatewayClassName: 'istio', addresses },
          listeners: [
            {
              ...{ name: 'https', port, protocol: 'HTTPS' },
              hostname: 'cart.shop.example.com',
            },
          ],
        },
      });
    const at = (value: string) => [{ type: 'Hostname', value }];
    const made = rawPod(
      'istio-ingress/own-1',
      {
        istio: 'ingressgateway',
        'gateway.networking.k8s.io/gateway-name': 'own',
      },
      'gateway',
    );
    const claimed = (...live: RawObject[]) =>
      validateCase({
        ...{ kind: 'ingress', input: GOOD_INPUTS.ingress, live },
      }).findings.filter(({ code }) => code === 'IST0145');
    const full = at('gw.istio-ingress.svc.cluster.local');
    expect(claimed(gateway('payments/cart', full))).toEqual([
      expect.objectContaining({
        field: 'host',
        cause: expect.stringContaining('payments/cart of the Gateway API'),
      }),
    ]);
    expect(claimed(gateway('istio-ingress/cart', at('gw')))).toHaveLength(1);
    expect(claimed(gateway('istio-ingress/own', []), made)).toHaveLength(1);
    // Other pods, another port.
    expect(claimed(gateway('payments/own', []), made)).toEqual([]);
    expect(claimed(gateway('payments/cart', at('gw')))).toEqual([]);
    expect(claimed(gateway('payments/cart', full, 8443))).toEqual([]);
  });

  it.each<[DataState, number]>([
    ['forbidden', 2],
    ['not-installed', 0],
  ])(
    'says of a Gateway API that is %s what it means for hosts',
    (state, said) => {
      const { unverified } = validateCase({
        ...{ kind: 'ingress', input: GOOD_INPUTS.ingress },
        context: {
          dataStates: new Map([['gateways.gateway.networking.k8s.io', state]]),
        },
      });
      expect(unverified.filter(one => one.includes('(in part; '))).toHaveLength(
        said,
      );
    },
  );

  it('refuses the name of another zone when the cluster is down, too', () => {
    const { findings } = validateCase({
      kind: 'certificate',
      input: {
        ...GOOD_INPUTS.certificate,
        dnsNames: ['pay.payments.example.com'],
      },
      context: {
        index: undefined,
        clusterState: 'unreachable',
        zones: [
          {
            name: 'payments',
            domain: 'payments.example.com',
            namespaces: ['payments'],
            issuer: { kind: 'ClusterIssuer', name: 'mesh-ca' },
            gateway: { namespace: 'istio-ingress', selector: {} },
          },
        ],
      },
    });
    expect(findings).toEqual([
      expect.objectContaining({ code: 'MW0119', severity: 'error' }),
    ]);
  });

  it('sees hosts that the gateway serves by the Gateway API', () => {
    const gateway = (place: string, addresses?: object[]) =>
      raw('gateway.networking.k8s.io/v1', 'Gateway', place, {
        spec: {
          gatewayClassName: 'istio',
          addresses,
          listeners: [{ name: 'all', port: 443, protocol: 'HTTPS' }],
        },
      });
    const made = rawPod('istio-ingress/own-1', {
      istio: 'ingressgateway',
      'gateway.networking.k8s.io/gateway-name': 'own',
    });
    const shared = [
      { type: 'Hostname', value: 'gw.istio-ingress.svc.cluster.local' },
    ];
    const isUnserved = (...live: RawObject[]) =>
      validateCase({ kind: 'jwt', input: GOOD_INPUTS.jwt, live }).findings.some(
        ({ code }) => code === 'MW0272',
      );
    expect(isUnserved(gateway('istio-ingress/own'), made)).toBe(false);
    expect(isUnserved(gateway('istio-ingress/any', shared))).toBe(false);
    expect(isUnserved(gateway('istio-ingress/any'), made)).toBe(true);
    expect(isUnserved(gateway('shop/any', shared))).toBe(true);
  });

  it('never throws, whatever the cluster holds or the change is made of', () => {
    const places = GOOD_OBJECTS.flatMap(object =>
      spoilable(object).map(path => ({ object, path })),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS),
        fc.array(
          fc.record({
            place: fc.constantFrom(...places),
            bad: fc.constantFrom(...BAD_VALUES),
          }),
          { maxLength: 4 },
        ),
        fc.boolean(),
        (kind, spoilt, isProposed) => {
          const { intent, objects } = builtOf(kind);
          const bad = spoilt.map(({ place, bad: value }) =>
            replaced(place.object, place.path, value),
          );
          const index = MeshIndex.build(
            trimAll([...WORLD, ...GOOD_OBJECTS, ...(isProposed ? [] : bad)]),
          );
          // A step of a template may leave anything in the workspace; names
          // and kinds are checked where it is read.
          const proposed = (isProposed ? bad : []).filter(
            (one): one is ManifestObject => isNamed(one),
          );
          const result = validateIntent(
            kind,
            intent,
            [...objects, ...proposed],
            { index, zones: [], now: NOW },
          );
          expect(JSON.parse(JSON.stringify(result))).toEqual(result);
        },
      ),
      { numRuns: 60 },
    );
  });
});

function isNamed(value: unknown): boolean {
  const { apiVersion, kind, metadata } = (value ?? {}) as {
    apiVersion?: unknown;
    kind?: unknown;
    metadata?: { name?: unknown };
  };
  return [apiVersion, kind, metadata?.name].every(
    one => typeof one === 'string',
  );
}
