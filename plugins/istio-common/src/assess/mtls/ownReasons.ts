import type { PortMtlsStatus } from '../../api/facts';
import type { ServiceObject } from '../../model/workloadObjects';
import type { AssessScope } from '../AssessScope';
import type { WorkloadGroup } from '../groupWorkloads';
import {
  headlessReasons,
  labelReasons,
  probeReasons,
  ruleReasons,
  scrapeReasons,
} from './strictBreaks';

/** What would break at a STRICT port, apart from clients without a proxy. */
export function ownReasons(
  scope: AssessScope,
  group: WorkloadGroup,
  services: readonly ServiceObject[],
  port: number,
): PortMtlsStatus['strict']['reasons'] {
  return [
    ...ruleReasons(scope, group, services, port),
    ...headlessReasons(scope, services),
    ...labelReasons(group),
    ...probeReasons(group, port),
    ...scrapeReasons(group, port),
  ];
}
