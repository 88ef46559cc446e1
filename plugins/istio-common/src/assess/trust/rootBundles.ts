import { byRef } from '../../model/byCreation';
import type { ObjectRef } from '../../model/identity';
import type { ConfigMapObject } from '../../model/workloadObjects';
import type { X509Facts } from '../../model/x509Facts';
import type { AssessScope } from '../AssessScope';

/** One set of roots, and the namespaces that hold it. */
export interface RootBundle {
  certificates: readonly X509Facts[];
  fingerprints: ReadonlySet<string>;
  /** The ConfigMaps that hold it, by namespace. */
  refs: ObjectRef[];
}

/** How a bundle stands to the one that most namespaces hold. */
export type Relation = 'alone' | 'majority' | 'overlaps' | 'differs';

/** What the ConfigMaps of the mesh's roots say. */
export interface RootBundles {
  /** Distinct sets, that of most namespaces first. */
  bundles: RootBundle[];
  /** ConfigMaps without a certificate that can be read. */
  empty: ConfigMapObject[];
  /** ConfigMaps whose certificates nobody read. */
  unparsed: ConfigMapObject[];
}

function keyOf(certificates: readonly X509Facts[]): string {
  return certificates
    .map(({ fingerprint }) => fingerprint)
    .sort()
    .join(' ');
}

/**
 * The distinct bundles of `istio-ca-root-cert`. The order of certificates in
 * a bundle does not matter. Source:
 * pilot/pkg/serviceregistry/kube/controller/namespacecontroller.go, which
 * writes one bundle into every namespace but the ignored ones.
 */
export function rootBundles(scope: AssessScope): RootBundles {
  const byKey = new Map<string, RootBundle>();
  const empty: ConfigMapObject[] = [];
  const unparsed: ConfigMapObject[] = [];
  const roots = [...scope.index.all('configmap')]
    .filter(({ part }) => part === 'root-ca')
    .sort(byRef);
  for (const root of roots) {
    const certificates = root.roots;
    if (!certificates) unparsed.push(root);
    else if (certificates.length === 0) empty.push(root);
    else {
      const key = keyOf(certificates);
      const bundle = byKey.get(key);
      if (bundle) bundle.refs.push(root.ref);
      else {
        const fingerprints = new Set(certificates.map(one => one.fingerprint));
        byKey.set(key, { certificates, fingerprints, refs: [root.ref] });
      }
    }
  }
  const bundles = [...byKey]
    .sort(([a, left], [b, right]) =>
      left.refs.length === right.refs.length
        ? Number(a > b) * 2 - 1
        : right.refs.length - left.refs.length,
    )
    .map(([, bundle]) => bundle);
  return { bundles, empty, unparsed };
}
