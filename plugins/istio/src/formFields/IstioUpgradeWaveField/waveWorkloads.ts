import type {
  FleetRow,
  WorkloadStatus,
} from '@meshwright/backstage-plugin-istio-common';
import type { WaveRestart } from './UpgradeWave';

/** What `kubectl rollout restart` takes. */
const KINDS: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet'];

const PROXIES: ReadonlySet<string> = new Set(['sidecar', 'gateway']);

function isBehind({ dataPlane, revision }: WorkloadStatus, target: string) {
  return (
    PROXIES.has(dataPlane.mode) &&
    revision.actual.some(one => one.revision !== target)
  );
}

function place({ ref }: WorkloadStatus): string {
  return JSON.stringify([ref.namespace, KINDS.indexOf(ref.kind), ref.name]);
}

/** What one namespace restarts. */
export interface WaveNamespace {
  namespace: string;
  kinds: Array<{ kind: string; count: number }>;
  pods: number;
  owners: string[];
  /** Workloads with proxies that no rollout restarts, such as Jobs. */
  others: number;
}

/** Workloads whose pods have proxies of another revision than they will get. */
export function restartOf(
  rows: ReadonlyArray<FleetRow<'workloads'>>,
  target: string,
): WaveRestart[] {
  return rows
    .map(({ fact }) => fact)
    .filter(fact => KINDS.includes(fact.ref.kind) && isBehind(fact, target))
    .sort((a, b) => (place(a) < place(b) ? -1 : 1))
    .map(({ ref }) => ({
      kind: ref.kind,
      namespace: ref.namespace ?? '',
      name: ref.name,
    }));
}

/** The same by namespace, with pods and owners. */
export function wavesByNamespace(
  rows: ReadonlyArray<FleetRow<'workloads'>>,
  target: string,
): WaveNamespace[] {
  const behind = rows.filter(({ fact }) => isBehind(fact, target));
  const names = [
    ...new Set(behind.map(({ fact }) => fact.ref.namespace ?? '')),
  ].sort();
  return names.map(namespace => {
    const here = behind.filter(
      ({ fact }) => (fact.ref.namespace ?? '') === namespace,
    );
    const rolled = here.filter(({ fact }) => KINDS.includes(fact.ref.kind));
    return {
      namespace,
      kinds: KINDS.map(kind => ({
        kind,
        count: rolled.filter(({ fact }) => fact.ref.kind === kind).length,
      })).filter(({ count }) => count > 0),
      pods: rolled.reduce((sum, { fact }) => sum + fact.pods.total, 0),
      owners: [
        ...new Set(
          here.flatMap(({ entities }) =>
            entities.flatMap(({ owner }) => owner ?? []),
          ),
        ),
      ].sort(),
      others: here.length - rolled.length,
    };
  });
}
