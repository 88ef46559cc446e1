import { selectorMatches } from '../../model/selectorMatches';
import type { WorkloadObject } from '../../model/workloadObjects';
import type { AssessScope } from '../AssessScope';
import { type RawFinding, nameOf, objectRule } from './findingRule';
import { isIgnored } from './ignoredNamespaces';
import { notedPods, notesOf } from './noteRule';

function isInjected(scope: AssessScope, { ref, template }: WorkloadObject) {
  const labels = scope.labelsOfNamespace(ref.namespace ?? '');
  return scope.webhooks
    .filter(({ mutating }) => mutating)
    .flatMap(({ webhooks }) => webhooks)
    .some(
      webhook =>
        selectorMatches(webhook.namespaceSelector, labels) &&
        selectorMatches(webhook.objectSelector, template.labels),
    );
}

/**
 * `image: auto` stands for the proxy's image, which only the injector knows.
 * Source: pkg/config/analysis/analyzers/injection/image-auto.go.
 */
export const imageAuto = objectRule({
  name: 'image-auto',
  raises: ['imageAutoPod', 'imageAutoWorkload'],
  subjects: ['pod', 'workload'],
  reads: [
    ['pods', 'pod'],
    ['deployments.apps', 'workload'],
    ['namespaces', 'namespace'],
    ['mutatingwebhookconfigurations.admissionregistration.k8s.io', 'webhook'],
  ],
  concerns: ({ notes }) => notes !== undefined,
  podsIn: notedPods,
  *judge({ scope }, object): Iterable<RawFinding> {
    if (notesOf(object, 'image-auto').length === 0 || isIgnored(object.ref)) {
      return;
    }
    const name = nameOf(object.ref);
    const isPod = object.type === 'pod';
    if (!isPod && isInjected(scope, object)) return;
    yield {
      kind: isPod ? 'imageAutoPod' : 'imageAutoWorkload',
      object,
      cause: `${name} has a proxy with image auto, ${
        isPod ? 'as no injector filled it in' : 'but no injector takes its pods'
      }`,
      fix: `Label the namespace with istio.io/rev, or the pods with sidecar.istio.io/inject=true and istio.io/rev${
        isPod ? ', and start the pod again' : ''
      }.`,
    };
  },
});
