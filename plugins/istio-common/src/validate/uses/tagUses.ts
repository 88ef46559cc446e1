import { FINDING_KINDS } from '../../findings/catalogue';
import type { MeshObject } from '../../model/meshObject';
import type { StringMap } from '../../model/objectMeta';
import { useRule } from './useRule';

const REVISION = 'istio.io/rev';

function wants(labels: StringMap | undefined, tag: string): boolean {
  if (labels?.[REVISION] !== undefined) return labels[REVISION] === tag;
  return tag === 'default' && labels?.['istio-injection'] === 'enabled';
}

/**
 * Namespaces and workloads that name a revision tag. Its webhook makes the
 * proxies of their new pods. Source: pkg/revisions/tag_watcher.go.
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
    const users: MeshObject[] = [
      ...[...after.index.all('namespace')].filter(one =>
        wants(one.labels, tag),
      ),
      ...[...after.index.all('workload')].filter(
        ({ template }) => template.labels[REVISION] === tag,
      ),
    ];
    return [
      {
        users: users.map(({ ref }) => ref),
        harm: `pods that start there get no proxy without tag ${tag}`,
        fix: 'Label these with another tag or revision, and restart their workloads first.',
        severity: 'error',
        says: [FINDING_KINDS.labelUnanswered],
      },
    ];
  },
});
