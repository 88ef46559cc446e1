import type { ExposureStatus } from '../../api/facts';
import type { AuthenticationFacts, JwtRequirement } from '../../api/security';
import { stringifyObjectRef } from '../../model/identity';
import type { AssessScope } from '../AssessScope';
import { containerPortOf } from '../findServices';
import type { WorkloadGroup } from '../groupWorkloads';
import {
  authenticationFacts,
  unknownAuthentication,
} from './authenticationFacts';
import { type Gate, gateOf } from './gates';
import { proxyOf } from './proxyOf';
import { type TokenDemand, tokenDemand } from './tokenDemand';
import { policiesUnread, workloadGates } from './workloadGates';

/** What of an exposure decides on tokens. */
export type ExposedHost = Pick<
  ExposureStatus,
  'host' | 'server' | 'workloads' | 'api'
>;

/** Modes in which the server ends TLS; only then is HTTP seen. */
const ENDS_TLS: ReadonlySet<string> = new Set([
  'SIMPLE',
  'MUTUAL',
  'OPTIONAL_MUTUAL',
  'ISTIO_MUTUAL',
]);

/** Modes in which a client may show a certificate. */
const TAKES_CERTIFICATES: ReadonlySet<string> = new Set([
  'MUTUAL',
  'OPTIONAL_MUTUAL',
  'ISTIO_MUTUAL',
]);

/** Whether the server sees HTTP, so that tokens can be looked at. */
function seesHttp({ protocol, tlsMode }: ExposureStatus['server']): boolean {
  if (/^(HTTP|HTTP2|HTTP_PROXY|GRPC|GRPC-WEB)$/.test(protocol)) return true;
  return protocol === 'HTTPS' && ENDS_TLS.has(tlsMode ?? '');
}

function listenPort(
  scope: AssessScope,
  group: WorkloadGroup,
  port: number,
): number {
  for (const service of scope.servicesOf(group)) {
    const found = service.ports.find(one => one.port === port);
    if (found) return containerPortOf(group, found) ?? port;
  }
  return port;
}

function gatewayGate(scope: AssessScope, group: WorkloadGroup): Gate {
  const { rootNamespace } = scope.settingsOf(undefined);
  return gateOf(scope, proxyOf(scope, group), 'http', rootNamespace);
}

/** Several ways to one host, taken together: those that are closed count only if all are. */
function together(ways: readonly TokenDemand[]): TokenDemand {
  const open = ways.filter(({ closed }) => !closed);
  const demands = open.length > 0 ? open : ways;
  const kinds = new Set(demands.map(one => one.jwt));
  let [{ jwt }]: ReadonlyArray<{ jwt: JwtRequirement }> = demands;
  if (kinds.size > 1) {
    if (kinds.has('unknown')) jwt = 'unknown';
    else if (kinds.has('required') || kinds.has('required-on-some')) {
      jwt = 'required-on-some';
    } else jwt = 'validated';
  }
  return {
    jwt,
    deciders: [...new Set(demands.flatMap(one => one.deciders))],
    closed: open.length === 0,
    external: demands.find(one => one.external)?.external,
  };
}

/**
 * Whether requests for exposed hosts need a token, at the gateway or at the
 * workload behind it. What a gateway or workload enforces is gathered once for
 * all hosts.
 */
export class ExposureAuthentication {
  readonly #scope: AssessScope;
  readonly #root: string;
  readonly #trustDomain: string;
  readonly #unread: string | undefined;
  readonly #groups: ReadonlyMap<string, WorkloadGroup>;

  constructor(scope: AssessScope) {
    const { rootNamespace, trustDomain } = scope.settingsOf(undefined);
    this.#scope = scope;
    this.#root = rootNamespace;
    this.#trustDomain = trustDomain;
    this.#unread = policiesUnread(scope);
    this.#groups = new Map(scope.workloads.map(group => [group.key, group]));
  }

  #gatewayGate(group: WorkloadGroup, exposed: ExposedHost): Gate {
    const gate = this.#scope.memo(gatewayGate, group);
    const { host, server } = exposed;
    const request = {
      host,
      port: listenPort(this.#scope, group, server.port),
      ...(!TAKES_CERTIFICATES.has(server.tlsMode ?? '') && { peer: null }),
    };
    return { ...gate, request };
  }

  /** Names by which policies behind a gateway may know it. */
  #identities(gateway: WorkloadGroup): string[] | undefined {
    const account = gateway.shape.serviceAccount;
    if (!account) return undefined;
    // In a policy cluster.local stands for the trust domain, whatever its name.
    return [...new Set(['cluster.local', this.#trustDomain])].map(
      domain => `spiffe://${domain}/ns/${gateway.namespace}/sa/${account}`,
    );
  }

  #workloadGates(key: string, gateway: WorkloadGroup | undefined): Gate[] {
    const group = this.#groups.get(key);
    if (!group) return [];
    const { modes } = group.shape;
    const mode = (['sidecar', 'ambient'] as const).find(one =>
      modes.includes(one),
    );
    if (!mode) return [];
    // A gateway goes past waypoints, unless the Service asks otherwise.
    const peer = gateway && this.#identities(gateway);
    return workloadGates(this.#scope, group, { mode }, this.#root, { peer });
  }

  /** Undefined where no HTTP is seen, or nothing of the way is known. */
  of(
    exposed: ExposedHost,
    gateways: readonly WorkloadGroup[],
  ): AuthenticationFacts | undefined {
    if (exposed.api !== 'ingress') {
      if (!seesHttp(exposed.server) || gateways.length === 0) return undefined;
    }
    if (this.#unread) return unknownAuthentication(this.#unread);
    const targets = [...new Set(exposed.workloads.map(stringifyObjectRef))];
    const ways = (gateways.length > 0 ? gateways : [undefined]).flatMap(
      gateway => {
        const front = gateway ? [this.#gatewayGate(gateway, exposed)] : [];
        return targets.length > 0
          ? targets.map(key => [...front, ...this.#workloadGates(key, gateway)])
          : [front];
      },
    );
    const gates = ways.flat();
    if (gates.length === 0) return undefined;
    return authenticationFacts(together(ways.map(tokenDemand)), gates);
  }
}
