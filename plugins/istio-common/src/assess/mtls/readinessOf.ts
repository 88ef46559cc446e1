import type { NextStep } from '../../api/facts';
import type { StrictReadiness } from '../../api/security';
import type { ObjectRef } from '../../model/identity';
import type { AssessScope } from '../AssessScope';
import { type PlainClient, plainClients } from './plainClients';

/** How strict a workload is on its least strict port. */
export type MemberState = 'strict' | 'permissive' | 'off' | 'unknown';

/** A workload with a proxy. */
export interface MeshMember {
  readonly ref: ObjectRef;
  readonly state: MemberState;
  /** What of its own would break on a port that is not STRICT yet. */
  readonly reasons: ReadonlyArray<{ ref: ObjectRef; reason: string }>;
  /** Ports that no proxy handles, so that STRICT does not reach them. */
  readonly bypassed: readonly number[];
  readonly revision?: string;
  /** Of the mesh that it belongs to. */
  readonly rootNamespace: string;
}

/** What goes STRICT. */
export type ReadinessScope = Pick<StrictReadiness, 'scope' | 'namespace'>;

type Reasons = StrictReadiness['reasons'];

/** So many reasons are told. */
const TOLD = 50;

/** Why the analysis cannot be relied on; undefined when it can. */
export function blindSpot(scope: AssessScope): string | undefined {
  const inputs = [
    ['Pods', scope.unread('pods', 'pod')],
    ['Services', scope.unread('services', 'service')],
    [
      'PeerAuthentications',
      scope.unread(
        'peerauthentications.security.istio.io',
        'peerauthentication',
      ),
    ],
    [
      'DestinationRules',
      scope.unread('destinationrules.networking.istio.io', 'destinationrule'),
    ],
  ] as const;
  const blind = inputs.find(([, reason]) => reason !== undefined);
  return blind && `${blind[0]} are ${blind[1]}`;
}

/** How the workloads of a namespace or mesh stand, clients left aside. */
export interface Standing {
  readonly workloads: StrictReadiness['workloads'];
  /** How many are not strict on every port. */
  readonly open: number;
  /** How many have ports that no proxy handles. */
  readonly bypassed: number;
  /** Whether it is not known how one of them stands. */
  readonly unsure: boolean;
  readonly revision: string | undefined;
  /** What would break that is surer than what clients do. */
  readonly surest: Reasons;
  /** What would break beside clients. */
  readonly rest: Reasons;
}

function count(members: readonly MeshMember[]): StrictReadiness['workloads'] {
  const of = (state: MemberState) =>
    members.filter(one => one.state === state).length;
  return {
    total: members.length,
    strict: of('strict'),
    permissive: of('permissive'),
    off: of('off'),
  };
}

/** What clients break, one list for all who have none of their own. */
function callers(scope: AssessScope): Reasons {
  return plainClients(scope).map(({ reason }) => reason);
}

/** Clients of the same namespace first: they are the likelier callers. */
function nearestFirst(scope: AssessScope, what: ReadinessScope): Reasons {
  const isNear = ({ group }: PlainClient) => group.namespace === what.namespace;
  const clients = plainClients(scope);
  if (what.scope === 'mesh' || !clients.some(isNear)) {
    return scope.memo(callers, undefined);
  }
  const near = clients.filter(isNear);
  const others = clients.filter(one => !isNear(one));
  return [...near, ...others].map(({ reason }) => reason);
}

function settingReasons(
  scope: AssessScope,
  members: readonly MeshMember[],
): Reasons {
  const revisions = new Set(members.map(({ revision }) => revision));
  return [...revisions].flatMap(revision => {
    const { autoMtls, rootNamespace } = scope.settingsOf(revision);
    if (autoMtls) return [];
    const own = revision ?? 'default';
    const plane = scope.controlPlanes.find(one => one.revision === own);
    return [
      {
        ref: {
          group: '',
          kind: 'ConfigMap',
          // Beside istiod, which may read policies of another namespace.
          namespace: plane?.deployment.ref.namespace ?? rootNamespace,
          name: own === 'default' ? 'istio' : `istio-${own}`,
        },
        reason:
          'enableAutoMtls is false, so clients without a DestinationRule send plain text',
      },
    ];
  });
}

function stepOf(first: Reasons[number]): NextStep {
  const { ref, reason } = first;
  const name = `${ref.kind} ${ref.namespace ? `${ref.namespace}/` : ''}${
    ref.name
  }`;
  if (ref.kind === 'DestinationRule') {
    return {
      title: 'Let automatic mTLS decide',
      detail: `Remove trafficPolicy.tls from ${name}: it ${reason}.`,
    };
  }
  if (ref.kind === 'ConfigMap') {
    return {
      title: 'Turn automatic mTLS on',
      detail: `Set enableAutoMtls to true in the mesh configuration, ${name}.`,
    };
  }
  if (first.workload) {
    return {
      title: `Prepare ${first.workload.name}`,
      detail: `${name}: ${reason}. Correct that first.`,
    };
  }
  return {
    title: `Bring ${ref.name} into the mesh`,
    detail: `${name} has ${reason}. Give it a proxy, or make sure that it calls nothing here, or except the ports that it calls.`,
  };
}

function strictStep({ scope, namespace }: ReadinessScope): NextStep {
  return {
    title: 'Set mode STRICT',
    detail: `Set mtls.mode STRICT in the PeerAuthentication without selector of ${
      scope === 'mesh' ? `the root namespace ${namespace}` : namespace
    }.`,
  };
}

function summaryOf(
  { strict, total }: StrictReadiness['workloads'],
  breaking: number,
  bypassed: number,
): string {
  const aside =
    bypassed > 0
      ? `; ${bypassed} ${
          bypassed > 1 ? 'workloads have ports' : 'workload has a port'
        } that no proxy handles, which STRICT does not reach`
      : '';
  if (strict === total) {
    return `Every workload is STRICT already${aside}`;
  }
  const open = `${total - strict} of ${total} ${
    total > 1 ? 'workloads accept' : 'workload accepts'
  } plain text`;
  return breaking > 0
    ? `${open}, and ${breaking} ${
        breaking > 1 ? 'things' : 'thing'
      } would break at STRICT, by static analysis${aside}`
    : `${open}, and nothing is found that would break at STRICT, by static analysis${aside}`;
}

/** How the workloads stand. */
export function standingOf(
  scope: AssessScope,
  members: readonly MeshMember[],
): Standing {
  const open = members.filter(({ state }) => state !== 'strict');
  const own: Reasons = open.flatMap(({ ref, reasons }) =>
    reasons.map(one => ({ ...one, workload: ref })),
  );
  const isRule = ({ ref }: Reasons[number]) => ref.kind === 'DestinationRule';
  return {
    workloads: count(members),
    open: open.length,
    bypassed: members.filter(one => one.bypassed.length > 0).length,
    unsure: members.some(({ state }) => state === 'unknown'),
    revision: members[0]?.revision,
    surest: [...settingReasons(scope, open), ...own.filter(isRule)],
    rest: own.filter(one => !isRule(one)),
  };
}

/** Everything that would break, what is surest first. */
function reasonsOf(
  scope: AssessScope,
  what: ReadinessScope,
  { open, surest, rest }: Standing,
): Reasons {
  if (open === 0) return [];
  const calling = nearestFirst(scope, what);
  return surest.length + rest.length > 0
    ? [...surest, ...calling, ...rest]
    : calling;
}

function toneOf(
  breaks: StrictReadiness['breaks'],
  open: number,
): StrictReadiness['tone'] {
  if (breaks === 'unknown') return 'unknown';
  if (open === 0) return 'ok';
  return breaks === 'yes' ? 'warning' : 'info';
}

/** What would break if a namespace or mesh went STRICT. */
export function readinessOf(
  scope: AssessScope,
  what: ReadinessScope,
  standing: Standing,
): StrictReadiness {
  const { workloads, open, bypassed, unsure, revision } = standing;
  const reasons = reasonsOf(scope, what, standing);
  const blind = blindSpot(scope);
  const [first] = reasons;
  let breaks: StrictReadiness['breaks'] = first ? 'yes' : 'no';
  if (blind || unsure) breaks = 'unknown';
  return {
    cluster: scope.context.cluster,
    ...what,
    ...(what.scope === 'mesh' && revision !== undefined && { revision }),
    workloads,
    breaks,
    reasons: reasons.length > TOLD ? reasons.slice(0, TOLD) : reasons,
    more: Math.max(0, reasons.length - TOLD),
    tone: toneOf(breaks, open),
    why: {
      summary: blind
        ? `Not known, because ${blind}`
        : summaryOf(workloads, reasons.length, bypassed),
      considered: [],
    },
    ...(breaks !== 'unknown' &&
      open > 0 && {
        action: first ? stepOf(first) : strictStep(what),
      }),
  };
}
