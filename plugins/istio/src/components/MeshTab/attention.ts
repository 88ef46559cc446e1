import {
  worstTone,
  type EntityStatus,
  type Tone,
  type WorkloadStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { ACCESS_TONES } from '../../hooks/useFactWords';
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
    security: count([
      ...status.workloads.flatMap(w => w.mtls.map(m => m.tone)),
      ...status.workloads.map(accessTone),
    ]),
    certificates: count(status.certificates.map(c => c.tone)),
    routing: count([...status.exposures, ...status.egress].map(e => e.tone)),
    changes: count(status.changes.map(c => c.tone)) + findings.length,
  };
}

/** The worst of data plane, waypoint, revision and supply. */
export function workloadTone({
  dataPlane,
  revision,
  supply,
}: WorkloadStatus): Tone {
  return worstTone([
    dataPlane.tone,
    revision.tone,
    ...(dataPlane.waypoint ? [dataPlane.waypoint.tone] : []),
    ...(supply ? [supply.tone] : []),
  ]);
}

/** The worst of who may call, with which token, and through which network. */
export function accessTone({ authorization, network }: WorkloadStatus): Tone {
  return worstTone([
    authorization ? ACCESS_TONES[authorization.access] : 'neutral',
    authorization?.authentication.tone ?? 'neutral',
    // What cannot be read is unknown, never good.
    network?.tone ?? 'unknown',
  ]);
}
