import type { TrustRootStatus } from '../../api/trust';
import type { ConfigMapObject } from '../../model/workloadObjects';
import { ROOTS, assessTrustRoots } from '../trust/assessTrustRoots';
import { rootBundles } from '../trust/rootBundles';
import type { AssessScope } from '../AssessScope';
import { podKinds, podNamespaces } from '../podKinds';
import { type FindingRule, type RawFinding, nameOf } from './findingRule';
import { isIgnored } from './ignoredNamespaces';

function rootAt(scope: AssessScope, namespace: string) {
  const found = scope.index.find({
    group: '',
    kind: 'ConfigMap',
    namespace,
    name: 'istio-ca-root-cert',
  });
  return found?.type === 'configmap' && found.part === 'root-ca'
    ? found
    : undefined;
}

/** Namespaces with proxies that hold no root, or an empty one. */
function* missing(scope: AssessScope): Iterable<RawFinding> {
  if (scope.unread('pods', 'pod')) return;
  for (const name of podNamespaces(scope)) {
    const ref = { group: '', kind: 'Namespace', name };
    if (isIgnored(ref)) continue;
    if (!podKinds(scope, name).some(({ proxy }) => proxy)) continue;
    const root: ConfigMapObject | undefined = rootAt(scope, name);
    if (root && (root.roots === undefined || root.roots.length > 0)) continue;
    yield {
      kind: 'rootMissing',
      object: root ?? scope.namespace(name) ?? { ref },
      cause: root
        ? `${nameOf(root.ref)} holds no certificate that can be read`
        : `Namespace ${name} has pods with a proxy but no ConfigMap istio-ca-root-cert`,
      fix: `See that istiod runs and may write ConfigMaps in ${name}; it writes istio-ca-root-cert by itself.`,
    };
  }
}

function titleOf({ stale, tone, state }: TrustRootStatus): string {
  if (stale) return 'stale root in a namespace';
  return tone === 'error' && state === 'healthy'
    ? 'namespaces refuse each other'
    : 'roots being rotated';
}

/** Roots of the mesh that end, differ or are missing. */
export const trustRoots: FindingRule = {
  name: 'trust-roots',
  raises: ['rootEnds', 'rootsDiffer', 'rootMissing'],
  reads: [[ROOTS, 'configmap']],
  alsoReads: [['pods', 'pod']],
  *find({ scope }): Iterable<RawFinding> {
    const statuses = assessTrustRoots(scope);
    const { bundles, empty, unparsed } = rootBundles(scope);
    for (const one of statuses) {
      const { ref, state, why, action, majority } = one;
      // That of the mesh is sound where a namespace holds a stale one.
      if (!one.stale && (state === 'expired' || state === 'at-risk')) {
        yield {
          kind: 'rootEnds',
          object: { ref },
          cause: `The root of the mesh in ${nameOf(ref)}: ${why.summary}`,
          fix: action?.detail ?? '',
        };
      }
      if (!majority) {
        yield {
          kind: 'rootsDiffer',
          object: { ref },
          title: titleOf(one),
          cause: `${nameOf(ref)}: ${why.summary}`,
          fix:
            action?.detail ??
            'Let the rotation finish; else find who writes the ConfigMap.',
        };
      }
    }
    // Without any of them there is no istiod that writes them, or another name.
    if (bundles.length + empty.length + unparsed.length > 0) {
      yield* missing(scope);
    }
  },
};
