import type { StringMap } from '../../model/objectMeta';
import { INJECT_KEY } from './simulateAdmission';

/** A key that stands where Istio does not read it. */
export interface MisplacedKey {
  /** "istio.io/rev=prod on the namespace". */
  what: string;
  /** Why it has no effect. */
  why: string;
  /** Where it belongs. */
  fix: string;
}

interface Places {
  namespace: { labels?: StringMap; annotations?: StringMap } | undefined;
  template: { labels?: StringMap; annotations?: StringMap };
}

function asAnnotation(key: string, value: string, on: string): MisplacedKey {
  return {
    what: `${key}=${value} on the ${on}`,
    why: 'is an annotation, and Istio reads the label only',
    fix: `Set ${key}=${value} as a label of the ${on} and remove the annotation.`,
  };
}

/**
 * An injection key without effect: the revision as an annotation
 * (istio/istio#50834), the pod's switch as an annotation that no webhook
 * selects by, the namespace's switch on a pod or the pod's on a namespace.
 * Source: templates/mutatingwebhook.yaml of the istiod chart (what its
 * selectors read), pkg/kube/inject/inject.go (injectRequired).
 */
export function misplacedKey({
  namespace,
  template,
}: Places): MisplacedKey | undefined {
  for (const key of ['istio.io/rev', 'istio-injection']) {
    const value = namespace?.annotations?.[key];
    if (value !== undefined) return asAnnotation(key, value, 'namespace');
  }
  const revision = template.annotations?.['istio.io/rev'];
  if (revision !== undefined) {
    return asAnnotation('istio.io/rev', revision, 'pod template');
  }
  if (
    template.annotations?.[INJECT_KEY] === 'true' &&
    template.labels?.[INJECT_KEY] === undefined
  ) {
    return asAnnotation(INJECT_KEY, 'true', 'pod template');
  }
  if (template.labels?.['istio-injection'] === 'enabled') {
    return {
      what: 'istio-injection=enabled on the pod template',
      why: 'is read on namespaces only',
      fix: `Set ${INJECT_KEY}=true as a label of the pod template, or istio-injection=enabled as a label of the namespace.`,
    };
  }
  return namespace?.labels?.[INJECT_KEY] === 'true'
    ? {
        what: `${INJECT_KEY}=true on the namespace`,
        why: 'is read on pods only',
        fix: 'Set istio.io/rev or istio-injection=enabled as a label of the namespace.',
      }
    : undefined;
}
