import {
  worstTone,
  type EntityStatus,
  type WorkloadStatus,
} from '@meshwright/backstage-plugin-istio-common';
import type { MeshView } from '../../hooks/useMeshHref';
import { needsAttention } from '../../text/worstFirst';

/** How many rows of each view ask somebody to act. */
export function attention(status: EntityStatus): Record<MeshView, number> {
  const count = (tones: ReadonlyArray<Parameters<typeof needsAttention>[0]>) =>
    tones.filter(needsAttention).length;
  const findings = status.findings.filter(
    finding => !finding.muted && finding.severity !== 'info',
  );
  return {
    workloads: count(status.workloads.map(workloadTone)),
    security: count(status.workloads.flatMap(w => w.mtls.map(m => m.tone))),
    certificates: count(status.certificates.map(c => c.tone)),
    routing: count(status.exposures.map(e => e.tone)),
    changes: count(status.changes.map(c => c.tone)) + findings.length,
  };
}

/** The worse of data plane and revision. */
export function workloadTone(workload: WorkloadStatus) {
  return worstTone([workload.dataPlane.tone, workload.revision.tone]);
}
