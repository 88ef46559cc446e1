import {
  TONES,
  type PortMtlsStatus,
  type WorkloadStatus,
} from '@meshwright/backstage-plugin-istio-common';

/** The port that lets the most through; nothing when no port is known. */
export function leastStrict({
  mtls,
}: WorkloadStatus): PortMtlsStatus | undefined {
  return [...mtls].sort(
    (a, b) => TONES.indexOf(b.tone) - TONES.indexOf(a.tone),
  )[0];
}
