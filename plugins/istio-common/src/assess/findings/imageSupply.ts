import type { WorkloadStatus } from '../../api/facts';
import type { AssessScope } from '../AssessScope';
import type { WorkloadGroup } from '../groupWorkloads';
import { pullMeaning } from '../supply/pullMeaning';
import { workloadRule } from './workloadRule';
import { type RawFinding, nameOf } from './findingRule';

function findingsOf(
  scope: AssessScope,
  { supply }: WorkloadStatus,
  group: WorkloadGroup,
): RawFinding[] {
  // Read for every pod that comes and goes, and mostly all is well.
  if (!supply || supply.tone === 'ok' || supply.tone === 'neutral') return [];
  const outside = supply.images.filter(({ allowed }) => allowed === false);
  const [pull] = supply.blocked;
  // The pods are not read where there is nothing to say of them.
  if (!pull && outside.length === 0) return [];
  const { annotations } = group.object ?? group.pods[0] ?? {};
  const object = { ref: group.ref, annotations };
  const found: RawFinding[] = [];
  if (pull) {
    const pods = [...new Set(supply.blocked.map(({ pod }) => pod))];
    found.push({
      kind: 'blockedPull',
      object,
      related: pods.map(name => ({
        group: '',
        kind: 'Pod',
        namespace: group.namespace,
        name,
      })),
      cause: `${supply.why.summary}${
        pull.message ? ` (${pull.reason}: ${pull.message})` : ''
      }`,
      fix: pullMeaning(pull)?.advice ?? 'Read what the registry says.',
    });
  }
  if (outside.length > 0) {
    const images = [...new Set(outside.map(({ image }) => image))];
    found.push({
      kind: 'foreignRegistry',
      object,
      cause: `${nameOf(group.ref)} runs ${images.join(
        ', ',
      )}, which no allowed registry holds`,
      fix: `Copy the image to ${(scope.context.registries ?? []).join(
        ' or ',
      )}, set global.hub of the mesh to it, and restart the pods.`,
    });
  }
  return found;
}

/**
 * Images that cannot be pulled, and images of the mesh from elsewhere than the
 * operator allows.
 * Source: pkg/kubelet/images/types.go; configuration istio.registries.
 */
export const imageSupply = workloadRule({
  name: 'image-supply',
  raises: ['blockedPull', 'foreignRegistry'],
  reads: [['pods', 'pod']],
  judge: findingsOf,
});
