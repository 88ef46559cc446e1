import { assessCluster } from '../../plugins/istio-common/src/assess/assessCluster';
import { intentKindOf } from '../../plugins/istio-common/src/build/intents';
import { MeshIndex } from '../../plugins/istio-common/src/index/MeshIndex';
import type { MeshObject } from '../../plugins/istio-common/src/model/meshObject';
import { trimRaw } from '../../plugins/istio-common/src/replay/trimRaw';
import { LargeMesh } from '../../plugins/istio-common/src/testing/largeMesh/LargeMesh';
import { validateIntent } from '../../plugins/istio-common/src/validate/validateIntent';
import type { ValidationContext } from '../../plugins/istio-common/src/validate/validationContext';
import { type Figure, figure, spreadOf } from '../figure';
import { sample } from '../sample';

/** What the host field of the form waits for the next key (useHostCheck.ts). */
const DEBOUNCE_MS = 250;

/** A field of a form answers within a second (experience.md). */
const PROMISE_MS = 1_000;

const ROUNDS = 60;
const WARM = 10;
const NOW = new Date('2026-02-01T00:00:00Z');

function trim(raw: unknown): MeshObject[] {
  // As it comes from the wire: nothing is shared with the generator.
  const object = trimRaw(JSON.parse(JSON.stringify(raw)));
  return object ? [object] : [];
}

/** A large cluster beside two more of its kind, as a backend holds them. */
function world(): ValidationContext {
  const indexes = [1, 2, 3].map(seed => {
    const mesh = new LargeMesh(seed);
    return MeshIndex.build([...mesh.objects()].flatMap(trim));
  });
  const [index, ...others] = indexes;
  const { findings } = assessCluster(index, {
    cluster: 'eu-1',
    now: NOW,
    dataStates: new Map(),
  });
  return {
    index,
    assessment: { findings },
    clusterState: 'live',
    dataStates: new Map(),
    confirmedAt: NOW.toISOString(),
    zones: [
      {
        name: 'public',
        domain: 'example.com',
        namespaces: ['*'],
        gateway: {
          namespace: 'istio-ingress',
          selector: { app: 'istio-ingressgateway' },
        },
        issuer: { kind: 'ClusterIssuer', name: 'mesh-ca' },
      },
    ],
    elsewhere: others.map((one, at) => ({
      cluster: `eu-${at + 2}`,
      index: one,
      state: 'live',
      dataStates: new Map(),
    })),
    change: 'expose-service/app/eu-1',
    now: NOW,
  };
}

/** What is asked for, another one each time, as somebody types. */
const INPUTS: ReadonlyArray<
  [name: string, kind: string, input: (nth: number) => object]
> = [
  [
    'host field, expose a service',
    'ingress',
    nth => ({
      cluster: 'eu-1',
      namespace: 'team-03',
      service: { name: 'app-3', port: 80 },
      // Every third one is taken.
      host: nth % 3 ? `new-${nth}.example.com` : `app-${nth}.example.com`,
      gateway: {
        namespace: 'istio-ingress',
        selector: { app: 'istio-ingressgateway' },
      },
      issuer: { name: 'mesh-ca' },
    }),
  ],
  [
    'call a host outside',
    'egress',
    nth => ({
      cluster: 'eu-1',
      namespace: 'team-03',
      host: `api-${nth}.partner.com`,
      tls: 'SIMPLE_TLS',
    }),
  ],
  [
    'enforce mTLS in the mesh',
    'mtls',
    () => ({
      cluster: 'eu-1',
      scope: 'mesh',
      namespace: 'istio-system',
      mode: 'STRICT',
    }),
  ],
  [
    'onboard a namespace',
    'onboard',
    () => ({ cluster: 'eu-1', namespace: 'team-03', revision: 'prod' }),
  ],
];

async function timed(
  context: ValidationContext,
  [name, kind, input]: (typeof INPUTS)[number],
): Promise<Figure> {
  let findings = 0;
  const steps = Array.from({ length: WARM + ROUNDS }, (_, nth) => () => {
    const result = intentKindOf(kind)?.build(input(nth));
    if (!result || 'problems' in result) {
      throw new Error(`${name}: ${JSON.stringify(result)}`);
    }
    const { built, intent } = result;
    const { findings: found } = validateIntent(
      ...([kind, intent, built.objects] as const),
      { ...context, removes: built.removes?.objects },
    );
    findings = found.length;
  });
  const spread = spreadOf(await sample(name, steps, WARM));
  return figure({
    name: `p99, ${name}`,
    value: spread.p99,
    unit: 'ms',
    target: PROMISE_MS - DEBOUNCE_MS,
    spread,
    note: `one validation against 10,000 pods and two clusters of the size beside it; the last had ${findings} findings. Not in it: HTTP, and the ${DEBOUNCE_MS} ms that the field waits for the next key, which are off the target`,
  });
}

export const description = 'how long a form waits for its answers';

export async function run(): Promise<Figure[]> {
  const context = world();
  const figures: Figure[] = [];
  for (const one of INPUTS) figures.push(await timed(context, one));
  return figures;
}
