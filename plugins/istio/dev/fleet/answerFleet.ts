import {
  TONES,
  worstTone,
  type FleetEntity,
  type FleetFacts,
  type FleetKind,
  type FleetPage,
  type FleetQuery,
  type FleetSummary,
  type Tone,
} from '@meshwright/backstage-plugin-istio-common';
import { isMissing } from '../../src/components/DataState/viewOf';
import { NOW } from '../moment';
import type { FleetWorld } from './FleetWorld';

const OWNED = new Set(['cart', 'checkout', 'catalog-api', 'recommend']);

/** One row as the mock filters it. */
interface Row<K extends FleetKind> {
  fact: FleetFacts[K];
  tone: Tone;
  namespace?: string;
  /** Names and hosts. */
  text: string;
  entities: FleetEntity[];
}

/** One page, filtered and sorted as the backend does it. */
export function answerFleetPage<K extends FleetKind>(
  world: FleetWorld,
  kind: K,
  query: FleetQuery = {},
): FleetPage<K> {
  const rows = world.rows[kind].map(fact => rowOf<K>(fact));
  const fitting = rows.filter(row => fits(row, query));
  const shown = fitting.filter(row => query.muted || !isMuted(row));
  // The filter by tone is left aside, so that it tells what each would show.
  const anyTone = rows.filter(
    row =>
      fits(row, { ...query, tone: undefined }) &&
      (query.muted || !isMuted(row)),
  );
  const start = Number(query.cursor ?? 0);
  const end = start + (query.limit ?? 50);
  const byTone: FleetPage<K>['byTone'] = {};
  for (const { tone } of anyTone) byTone[tone] = (byTone[tone] ?? 0) + 1;
  return {
    items: sorted(shown, query)
      .slice(start, end)
      .map(({ fact, entities }) => ({ fact, entities })),
    total: shown.length,
    byTone,
    muted: fitting.filter(isMuted).length,
    nextCursor: end < shown.length ? String(end) : undefined,
    ...freshness(world),
  };
}

/** The numbers of the overview. */
export function answerFleetSummary(world: FleetWorld): FleetSummary {
  const { rows, clusters } = world;
  const certificates = (states: readonly string[]) =>
    rows.certificates.filter(({ state }) => states.includes(state)).length;
  return {
    ...freshness(world),
    tiles: {
      workloads: rows.workloads.length,
      podsOutOfDate: rows.workloads.reduce(
        (sum, { pods }) => sum + pods.total - pods.current,
        0,
      ),
      revisionsUnsupported: rows['control-planes'].filter(
        ({ support }) => support?.state === 'ended',
      ).length,
      notStrict: rows.workloads.filter(({ mtls }) =>
        mtls.some(({ mode }) => mode !== 'STRICT'),
      ).length,
      certificatesOverdue: certificates(['overdue']),
      expiredOrCaAtRisk:
        certificates(['expired', 'at-risk']) +
        rows['trust-roots'].filter(({ state }) => state === 'at-risk').length,
      configErrors: rows.findings.filter(
        ({ severity, muted }) => severity === 'error' && !muted,
      ).length,
      egressBroken: rows.egress.filter(({ state }) => state === 'broken')
        .length,
      pullsBlocked: rows.workloads.filter(w => w.supply?.blocked.length).length,
      clustersUnreachable: clusters.filter(c => c.state === 'unreachable')
        .length,
    },
  };
}

function freshness({ clusters }: FleetWorld) {
  return {
    clusters,
    lowerBound: clusters.some(isMissing),
    generatedAt: NOW.toISOString(),
  };
}

function rowOf<K extends FleetKind>(fact: FleetFacts[FleetKind]): Row<K> {
  const names = 'ref' in fact ? fact.ref : undefined;
  const host = 'host' in fact ? fact.host : '';
  const namespace = 'namespace' in fact ? fact.namespace : names?.namespace;
  const own = OWNED.has(names?.name ?? '')
    ? [
        {
          entityRef: `component:default/${names?.name}`,
          title: names?.name,
          owner: 'group:default/team-shop',
        },
      ]
    : [];
  return {
    // The rows of a kind hold the facts of that kind.
    fact: fact as FleetFacts[K],
    tone: toneOf(fact),
    namespace,
    text: `${namespace ?? ''}/${names?.name ?? ''} ${host}`,
    entities: own,
  };
}

function toneOf(fact: FleetFacts[FleetKind]): Tone {
  if ('severity' in fact) return fact.severity;
  if ('tone' in fact) return fact.tone;
  return worstTone([
    fact.dataPlane.tone,
    fact.revision.tone,
    ...fact.mtls.map(({ tone }) => tone),
    ...(fact.supply ? [fact.supply.tone] : []),
    ...(fact.network ? [fact.network.tone] : []),
  ]);
}

function fits<K extends FleetKind>(row: Row<K>, query: FleetQuery): boolean {
  const { cluster, namespace, tone, state, code, owner, q } = query;
  const one = <T>(wanted: T[] | undefined, value: T | undefined) =>
    !wanted || (value !== undefined && wanted.includes(value));
  return (
    one(cluster, row.fact.cluster) &&
    one(namespace, row.namespace) &&
    one(tone, row.tone) &&
    one(code, 'code' in row.fact ? row.fact.code : undefined) &&
    (!state || statesOf(row.fact).some(word => state.includes(word))) &&
    (!owner || row.entities.some(e => owner.includes(e.owner ?? ''))) &&
    (!q || row.text.includes(q))
  );
}

/** Words by which the row can be picked. */
function statesOf(fact: FleetFacts[FleetKind]): string[] {
  if ('severity' in fact) return [fact.severity];
  if ('breaks' in fact) return [fact.breaks];
  if ('autoMtls' in fact) return [fact.support?.state ?? 'unknown'];
  if ('state' in fact) return [fact.state];
  return [
    fact.dataPlane.mode,
    fact.revision.verdict,
    ...(fact.pods.current < fact.pods.total ? ['out-of-date'] : []),
    ...(fact.mtls.some(({ mode }) => mode !== 'STRICT') ? ['not-strict'] : []),
    ...(fact.supply?.blocked.length ? ['pull-blocked'] : []),
  ];
}

function isMuted<K extends FleetKind>({ fact }: Row<K>): boolean {
  return 'muted' in fact && fact.muted;
}

function sorted<K extends FleetKind>(rows: Row<K>[], query: FleetQuery) {
  const by = query.sort ?? 'severity';
  return [...rows].sort(
    (a, b) =>
      (by === 'severity' ? TONES.indexOf(b.tone) - TONES.indexOf(a.tone) : 0) ||
      (by === 'cluster' ? a.fact.cluster.localeCompare(b.fact.cluster) : 0) ||
      a.text.localeCompare(b.text),
  );
}
