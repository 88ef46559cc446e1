import type {
  EntityStatus,
  NextStep,
  WorkloadStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { worstFirst } from '../text/worstFirst';
import { useStrictStep } from './useStrictStep';

const NONE: readonly WorkloadStatus[] = [];

/** What to do about the least strict port of an entity, or of one workload of it. */
export function useEntityStrictStep(
  status: EntityStatus | undefined,
  isMeant: (workload: WorkloadStatus) => boolean = () => true,
): NextStep | undefined {
  const stepOf = useStrictStep(status?.entityRef);
  const ports = (status?.workloads ?? NONE)
    .filter(isMeant)
    .flatMap(workload => workload.mtls.map(port => ({ workload, port })));
  return worstFirst(
    ports,
    ({ port }) => port.tone,
    ({ port }) => String(port.port).padStart(5, '0'),
  )
    .map(({ workload, port }) => stepOf(workload, port))
    .find(step => step !== undefined);
}
