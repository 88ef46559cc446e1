import { askedByLabels } from '../../assess/revision/labelChoice';
import { FINDING_KINDS } from '../../findings/catalogue';
import type { MeshIndex } from '../../index/MeshIndex';
import type { MeshObject } from '../../model/meshObject';
import { useRule } from './useRule';

/** Namespaces whose pods it injects, and single workloads elsewhere. */
function usersOf(index: MeshIndex, tag: string): MeshObject[] {
  const asked = new Map(
    [...index.all('namespace')].map(({ ref, labels }) => [ref.name, labels]),
  );
  return [
    ...[...index.all('namespace')].filter(
      ({ labels }) => askedByLabels(labels) === tag,
    ),
    ...[...index.all('workload')].filter(({ ref, template }) => {
      const labels = asked.get(ref.namespace ?? '');
      return (
        askedByLabels(labels) === undefined &&
        askedByLabels(labels, template.labels) === tag
      );
    }),
  ];
}

/**
 * Namespaces and workloads whose labels ask for a revision tag. Its webhook
 * makes the proxies of their new pods. Source: pkg/revisions/tag_watcher.go.
 *
 * @internal
 */
export const tagUses = useRule({
  type: 'webhook',
  reads: [
    'namespaces',
    'deployments.apps',
    'statefulsets.apps',
    'daemonsets.apps',
  ],
  usesOf({ labels }, { after }) {
    const tag = labels?.['istio.io/tag'];
    // Another object of the same tag may stay, or the tag may be moved.
    if (tag === undefined || after.tags.has(tag)) return [];
    return [
      {
        users: usersOf(after.index, tag).map(({ ref }) => ref),
        harm: `pods that start there get no proxy without tag ${tag}`,
        fix: 'Label these with another tag or revision, and restart their workloads first.',
        severity: 'error',
        says: [FINDING_KINDS.labelUnanswered],
      },
    ];
  },
});
