import { useEffect, useMemo, useRef } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { istioApiRef } from '../../api/IstioApi';
import { useRead, type ReadState } from '../useRead';
import type { WorkloadTarget } from './WorkloadTarget';

/**
 * The workload of the entity, offered once to whoever has not chosen one.
 * Labels come with the inventory, which knows the selector.
 */
export function useEntityWorkload(
  entityRef: string | undefined,
  target: Partial<WorkloadTarget>,
  onChange: (target: Partial<WorkloadTarget>) => void,
): ReadState<Partial<WorkloadTarget> | undefined> {
  const api = useApi(istioApiRef);
  const state = useRead(
    useMemo(
      () =>
        entityRef
          ? async (signal: AbortSignal) => {
              const status = await api.getEntityStatus(entityRef, { signal });
              const found = status.workloads.at(0);
              return (
                found && {
                  cluster: found.cluster,
                  namespace: found.ref.namespace,
                  workload: found.ref.name,
                }
              );
            }
          : undefined,
      [api, entityRef],
    ),
  );
  const offered = useRef<string>();
  const blank = Object.keys(target).length === 0;
  const proposal = state.state === 'ready' ? state.value : undefined;
  useEffect(() => {
    if (!proposal || !blank || offered.current === entityRef) return;
    offered.current = entityRef;
    onChange(proposal);
  }, [proposal, blank, entityRef, onChange]);
  return state;
}
