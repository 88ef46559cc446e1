import type { KubernetesGatewayObject } from '../../model/gatewayApiObjects';
import type { AssessScope } from '../AssessScope';
import type { ExposureDraft } from './exposureDraft';
import type { Listener } from './routeAttachment';

type Problem = NonNullable<ExposureDraft['problem']>;

/** What leads on from a listener, and what clients get without it. */
interface Onward {
  readonly kinds: ReadonlyArray<keyof typeof TYPES>;
  readonly without: string;
}

const TYPES = {
  HTTPRoute: 'httproute',
  GRPCRoute: 'grpcroute',
  TLSRoute: 'tlsroute',
} as const;

const HTTP: Onward = {
  kinds: ['HTTPRoute', 'GRPCRoute'],
  without: 'requests get 404',
};

const ONWARD: ReadonlyMap<string, Onward> = new Map([
  ['HTTP', HTTP],
  ['HTTPS', HTTP],
  ['TLS', { kinds: ['TLSRoute'], without: 'connections are closed' }],
]);

/** Protocols whose routes are not among what is read. */
const UNREAD: ReadonlySet<string> = new Set(['TCP', 'UDP']);

/** East-west gateways serve every Service of the mesh to other networks. */
const EAST_WEST = 'istio-east-west';

function problemAt(
  scope: AssessScope,
  { ref }: KubernetesGatewayObject,
  { name, protocol }: Listener,
): Problem | undefined {
  const where = `listener ${name} of Gateway ${ref.namespace}/${ref.name}`;
  if (UNREAD.has(protocol)) {
    return {
      state: 'unknown',
      summary: `${protocol}Routes are not read, so that it is not known where ${where} leads`,
      fix: '',
    };
  }
  const onward = ONWARD.get(protocol);
  if (!onward) return undefined;
  for (const kind of onward.kinds) {
    const type = TYPES[kind];
    const why = scope.unread(`${type}s.gateway.networking.k8s.io`, type);
    if (why)
      return { state: 'unknown', summary: `${kind}s are ${why}`, fix: '' };
  }
  return {
    state: 'broken',
    summary: `No route is attached to ${where}, so that ${onward.without}`,
    fix: `Attach ${
      onward.kinds[0] === 'TLSRoute' ? 'a TLSRoute' : 'an HTTPRoute'
    } to ${where}, or delete the listener.`,
  };
}

/** The listeners of a Gateway that no route leads on from, each with what is wrong. */
export function listenersWithoutRoute(
  scope: AssessScope,
  gateway: KubernetesGatewayObject,
  drafts: readonly ExposureDraft[],
): Array<{ listener: Listener; problem: Problem }> {
  if (gateway.className === EAST_WEST) return [];
  const taken = new Set(drafts.map(({ server }) => server.name));
  return gateway.listeners.flatMap(listener => {
    if (listener.autoPassthrough || taken.has(listener.name)) return [];
    const problem = problemAt(scope, gateway, listener);
    return problem ? [{ listener, problem }] : [];
  });
}
