import type { StrictReadiness } from '../../api/security';
import type { ObjectRef } from '../../model/identity';
import type { AssessScope } from '../AssessScope';
import type { KeptReadiness } from '../keptFacts';
import { hasPlainClients } from './plainClients';
import type { ReadinessScope } from './readinessWords';

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

type Reasons = StrictReadiness['reasons'];

/** So many reasons are told. */
export const TOLD = 50;

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
export interface Standing
  extends Pick<
    KeptReadiness,
    'workloads' | 'surest' | 'rest' | 'own' | 'bypassed'
  > {
  /** How many are not strict on every port. */
  readonly open: number;
  /** Whether it is not known how one of them stands. */
  readonly unsure: boolean;
  readonly revision: string | undefined;
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
  const surest = [...settingReasons(scope, open), ...own.filter(isRule)];
  const rest = own.filter(one => !isRule(one));
  return {
    workloads: count(members),
    open: open.length,
    bypassed: members.filter(one => one.bypassed.length > 0).length,
    unsure: members.some(({ state }) => state === 'unknown'),
    revision: members[0]?.revision,
    surest: surest.slice(0, TOLD),
    rest: rest.slice(0, TOLD),
    own: surest.length + rest.length,
  };
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
): KeptReadiness {
  const { open, unsure, revision, ...kept } = standing;
  const blind = blindSpot(scope);
  const breaking =
    open > 0 && (kept.own > 0 || scope.memo(hasPlainClients, undefined));
  let breaks: StrictReadiness['breaks'] = breaking ? 'yes' : 'no';
  if (blind || unsure) breaks = 'unknown';
  return {
    cluster: scope.context.cluster,
    ...what,
    ...(what.scope === 'mesh' && revision !== undefined && { revision }),
    breaks,
    tone: toneOf(breaks, open),
    ...kept,
    ...(blind && { blind }),
  };
}
