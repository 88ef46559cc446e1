import type { CertificateAuthority } from '../../actors/pki/CertificateAuthority';
import { addApplied } from '../routes';
import type { ScenarioCluster } from '../ScenarioCluster';
import { addWorkload } from '../workloads';
import { addAmbient } from './ambientSamples';
import { EDGE_SAMPLES } from './edgeSamples';
import { EGRESS_SAMPLES } from './egressSamples';
import { gatewayApiSamples } from './gatewayApiSamples';
import type { SampleManifest } from './manifest';
import { MUTED_SAMPLES } from './mutedSamples';
import { addSampleCertificates } from './sampleCertificates';
import { SAMPLE_WORKLOADS } from './sampleWorkloads';
import { STRICT_SAMPLES } from './strictSamples';

function manifestsOf({ name, now }: ScenarioCluster): SampleManifest[] {
  if (name === 'eu-2') return EDGE_SAMPLES['eu-2'];
  return [
    ...STRICT_SAMPLES,
    ...EDGE_SAMPLES['eu-1'],
    ...gatewayApiSamples(now),
    ...EGRESS_SAMPLES,
    ...MUTED_SAMPLES,
  ];
}

/**
 * Beside the shop, one healthy and one faulty case of everything else that is
 * judged: ambient mode, drifting revisions, what stands against STRICT,
 * refused certificates, Gateway API, egress, tokens, NetworkPolicies, images.
 *
 * @internal
 */
export async function addSamples(
  cluster: ScenarioCluster,
  authority: CertificateAuthority,
): Promise<void> {
  if (cluster.name === 'eu-1') addAmbient(cluster);
  for (const workload of SAMPLE_WORKLOADS[cluster.name] ?? []) {
    addWorkload(cluster, workload);
  }
  for (const { age, ...manifest } of manifestsOf(cluster)) {
    addApplied(cluster, manifest, age);
  }
  await addSampleCertificates(cluster, authority);
}
