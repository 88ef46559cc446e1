import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { useSignal } from '@backstage/plugin-signals-react';
import type { JsonObject } from '@backstage/types';
import type {
  ChangeStatus,
  EntityStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { istioApiRef } from '../api/IstioApi';
import { createRefetcher } from './createRefetcher';
import { usePolling } from './usePolling';
import { useSlow } from './useSlow';

/** Without signals, or while a change of the entity is on its way. */
export const POLL_MS = 10_000;
/** A connection may be dead without anybody noticing. */
export const SAFETY_POLL_MS = 60_000;

/** What a component knows of an entity at this moment. */
export interface EntityStatusState {
  /** The last answer; it stays while a newer one is fetched. */
  status?: EntityStatus;
  /** Why the newest attempt failed. */
  error?: Error;
  /** True until the first answer or error. */
  loading: boolean;
  /** True when the first answer takes longer than `SLOW_AFTER_MS`. */
  slow: boolean;
  /** Fetches again. */
  refetch: () => void;
  /** Asks the backend to read these clusters again, then fetches. */
  refreshClusters: (clusters: readonly string[]) => Promise<void>;
}

interface Answer {
  entityRef: string;
  status?: EntityStatus;
  error?: Error;
}

/** Message on the signals channel `istio`. */
interface EntityChangedSignal extends JsonObject {
  type: string;
  entityRefs?: string[];
}

/** The state of an entity, kept fresh by signals and, where they lack, by polling. */
export function useEntityStatus(entityRef: string): EntityStatusState {
  const api = useApi(istioApiRef);
  const { lastSignal, isSignalsAvailable } =
    useSignal<EntityChangedSignal>('istio');
  const [answer, setAnswer] = useState<Answer>();
  const current = answer?.entityRef === entityRef ? answer : undefined;
  const loading = !current;
  const shown = useRef(entityRef);
  shown.current = entityRef;

  const refetch = useMemo(
    () =>
      createRefetcher(async () => {
        try {
          const status = await api.getEntityStatus(entityRef);
          // A late answer must not push away the one of the entity now shown.
          if (shown.current === entityRef) setAnswer({ entityRef, status });
        } catch (error) {
          if (shown.current !== entityRef) return;
          setAnswer(last => keepRows(last, entityRef, error));
        }
      }),
    [api, entityRef],
  );

  useEffect(refetch, [refetch]);
  useEffect(() => {
    if (lastSignal && concerns(lastSignal, entityRef)) refetch();
  }, [lastSignal, entityRef, refetch]);
  usePolling(
    refetch,
    isSignalsAvailable && !changeInFlight(current?.status?.changes)
      ? SAFETY_POLL_MS
      : POLL_MS,
  );

  const refreshClusters = useCallback(
    async (clusters: readonly string[]) => {
      await Promise.allSettled(clusters.map(name => api.refreshCluster(name)));
      refetch();
    },
    [api, refetch],
  );

  return {
    status: current?.status,
    error: current?.error,
    loading,
    slow: useSlow(loading),
    refetch,
    refreshClusters,
  };
}

function keepRows(
  last: Answer | undefined,
  entityRef: string,
  error: unknown,
): Answer {
  return {
    entityRef,
    status: last?.entityRef === entityRef ? last.status : undefined,
    error: error instanceof Error ? error : new Error(String(error)),
  };
}

function concerns(signal: EntityChangedSignal, entityRef: string): boolean {
  return !signal.entityRefs || signal.entityRefs.includes(entityRef);
}

function changeInFlight(changes: readonly ChangeStatus[] = []): boolean {
  return changes.some(
    change => change.stage !== 'effective' && change.stage !== 'closed',
  );
}
