import type { Tone } from '../model/verdicts';
import type { ControlPlaneStatus } from './controlPlane';
import type { EgressStatus } from './egress';
import type {
  CertificateStatus,
  ExposureStatus,
  FindingStatus,
  WorkloadStatus,
} from './facts';
import type { ClusterFreshness } from './freshness';
import type { StrictReadiness } from './security';
import type { TrustRootStatus } from './trust';

/** Kinds of fleet rows, as in the path `GET /fleet/{kind}`. @public */
export const FLEET_KINDS = [
  'workloads',
  'certificates',
  'exposures',
  'egress',
  'findings',
  'control-planes',
  'trust-roots',
  'strict-readiness',
] as const;

/** One of {@link FLEET_KINDS}. @public */
export type FleetKind = (typeof FLEET_KINDS)[number];

/** What a row of each kind holds. @public */
export interface FleetFacts {
  workloads: WorkloadStatus;
  certificates: CertificateStatus;
  exposures: ExposureStatus;
  egress: EgressStatus;
  findings: FindingStatus;
  'control-planes': ControlPlaneStatus;
  'trust-roots': TrustRootStatus;
  'strict-readiness': StrictReadiness;
}

/** A catalog entity that a row belongs to. @public */
export interface FleetEntity {
  entityRef: string;
  title?: string;
  /** Entity ref of the owner. */
  owner?: string;
}

/** One row of the fleet. @public */
export interface FleetRow<K extends FleetKind> {
  fact: FleetFacts[K];
  /** Catalog entities it belongs to that the caller may read, with their owners. */
  /** At most 20. */
  entities: FleetEntity[];
  /** How many more there are, when there are more. */
  moreEntities?: number;
}

/**
 * Words by which rows of each kind can be picked: their state, and for
 * workloads also what a tile counts.
 *
 * - `out-of-date`: a pod's proxy is not of the desired revision and version
 * - `not-strict`: a workload with a proxy takes plaintext on some port
 * - `pull-blocked`: a pod cannot get an image
 * - `not-ready`: an istiod without a ready pod
 *
 * @public
 */
export const FLEET_STATES = {
  workloads: [
    'out-of-date',
    'not-strict',
    'pull-blocked',
    'sidecar',
    'gateway',
    'ambient',
    'ambient-pending',
    'none',
    'current',
    'stale-revision',
    'stale-version',
    'not-injected',
    'unexpected',
    'dangling',
    'ambiguous',
    'mislabelled',
    'not-in-mesh',
    'unknown',
  ],
  certificates: [
    'healthy',
    'renewing',
    'overdue',
    'at-risk',
    'expired',
    'not-issued',
    'not-used',
    'unmanaged',
    'unknown',
  ],
  exposures: ['exposed', 'pending', 'broken', 'shadowed', 'unknown'],
  egress: ['effective', 'degraded', 'broken', 'unknown'],
  findings: ['error', 'warning', 'info'],
  'control-planes': ['supported', 'ending', 'ended', 'unknown', 'not-ready'],
  'trust-roots': ['healthy', 'at-risk', 'overdue', 'expired', 'unknown'],
  'strict-readiness': ['yes', 'no', 'unknown'],
} as const satisfies Record<FleetKind, readonly string[]>;

/** How rows may be ordered; `severity` is worst first. @public */
export const FLEET_SORTS = ['severity', 'name', 'cluster'] as const;

/** One of {@link FLEET_SORTS}. @public */
export type FleetSort = (typeof FLEET_SORTS)[number];

/**
 * Which rows are asked for. Values of one field are alternatives, fields narrow
 * one another. In the URL a field with several values is repeated:
 * `cluster=eu-1&cluster=eu-2`.
 *
 * @public
 */
export interface FleetQuery {
  cluster?: string[];
  namespace?: string[];
  tone?: Tone[];
  /** One of {@link FLEET_STATES} of the kind; anything else is refused. */
  state?: string[];
  /** Codes of findings, `IST0101`. */
  code?: string[];
  /** Only what belongs to this entity; 404 when the caller may not see it. */
  entityRef?: string;
  /** Only what belongs to entities of these owners, `group:default/shop`. */
  owner?: string[];
  /** Muted findings too; without it they are left out and counted. */
  muted?: boolean;
  /** Part of a name or a host. */
  q?: string;
  /** `severity` by default. */
  sort?: FleetSort;
  /** 50 by default, at most 200. */
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
}

/** One page of rows. @public */
export interface FleetPage<K extends FleetKind> {
  items: FleetRow<K>[];
  /** Of every page: after filters and authorization. */
  total: number;
  /** Of every page, how many rows have which tone; the filter by tone left aside, so that it tells what each tone would show. */
  byTone: Partial<Record<Tone, number>>;
  /** How many muted findings the filters match, shown or not. */
  muted: number;
  /** Present when there is a further page. */
  nextCursor?: string;
  clusters: ClusterFreshness[];
  /** True while a cluster is missing: every number is a lower bound. */
  lowerBound: boolean;
  /** Why no row names an entity: the catalog did not answer. */
  entitiesUnread?: string;
  generatedAt: string;
}

/** The fleet in numbers; each is a filter of a list. @public */
export interface FleetSummary {
  generatedAt: string;
  clusters: ClusterFreshness[];
  lowerBound: boolean;
  tiles: {
    workloads: number;
    /** Pods whose proxy is not of the revision and version that is desired. */
    podsOutOfDate: number;
    /** Control planes past the end of support. */
    revisionsUnsupported: number;
    /** Workloads with a proxy whose least strict port is not STRICT. */
    notStrict: number;
    /** Certificates whose renewal is overdue, at risk or not yet. */
    certificatesOverdue: number;
    /** Expired certificates, and trust roots that are expired or at risk. */
    expiredOrCaAtRisk: number;
    /** Findings of severity error that are not muted. */
    configErrors: number;
    egressBroken: number;
    /** Workloads with a pull that is blocked. */
    pullsBlocked: number;
    /** Clusters that were asked and gave nothing: `unreachable`, `unauthenticated` or `degraded`. */
    clustersUnreachable: number;
  };
}

/** One of the numbers of {@link FleetSummary}. @public */
export type FleetTile = keyof FleetSummary['tiles'];

/**
 * The lists in which the rows behind a tile are found. `podsOutOfDate` counts
 * pods, the list has their workloads; `clustersUnreachable` has no list.
 *
 * @public
 */
export const FLEET_TILE_FILTERS: Readonly<
  Record<FleetTile, ReadonlyArray<{ kind: FleetKind; state?: string[] }>>
> = {
  workloads: [{ kind: 'workloads' }],
  podsOutOfDate: [{ kind: 'workloads', state: ['out-of-date'] }],
  revisionsUnsupported: [{ kind: 'control-planes', state: ['ended'] }],
  notStrict: [{ kind: 'workloads', state: ['not-strict'] }],
  certificatesOverdue: [
    { kind: 'certificates', state: ['overdue', 'at-risk'] },
  ],
  expiredOrCaAtRisk: [
    { kind: 'certificates', state: ['expired'] },
    { kind: 'trust-roots', state: ['at-risk', 'expired'] },
  ],
  configErrors: [{ kind: 'findings', state: ['error'] }],
  egressBroken: [{ kind: 'egress', state: ['broken'] }],
  pullsBlocked: [{ kind: 'workloads', state: ['pull-blocked'] }],
  clustersUnreachable: [],
};
