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
  entities: FleetEntity[];
}

/** How rows may be ordered; `severity` is worst first. @public */
export const FLEET_SORTS = ['severity', 'name', 'cluster'] as const;

/** One of {@link FLEET_SORTS}. @public */
export type FleetSort = (typeof FLEET_SORTS)[number];

/** Which rows are asked for. Values of one field are alternatives, fields narrow one another. @public */
export interface FleetQuery {
  cluster?: string[];
  namespace?: string[];
  tone?: Tone[];
  /** Codes of findings, `IST0101`. */
  code?: string[];
  /** Only what belongs to this entity. */
  entityRef?: string;
  /** Only what belongs to entities of these owners. */
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
  /** Of every page, how many rows have which tone. */
  byTone: Partial<Record<Tone, number>>;
  /** How many muted findings the filters match, shown or not. */
  muted: number;
  /** Present when there is a further page. */
  nextCursor?: string;
  clusters: ClusterFreshness[];
  /** True while a cluster is missing: every number is a lower bound. */
  lowerBound: boolean;
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
    certificatesOverdue: number;
    /** Certificates that are expired or at risk, and trust roots likewise. */
    expiredOrCaAtRisk: number;
    /** Findings of severity error that are not muted. */
    configErrors: number;
    egressBroken: number;
    /** Workloads with a pull that is blocked. */
    pullsBlocked: number;
    clustersUnreachable: number;
  };
}
