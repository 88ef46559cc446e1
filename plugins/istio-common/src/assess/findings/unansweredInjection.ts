import type { AssessScope } from '../AssessScope';
import { controlPlaneState } from '../revision/controlPlaneState';
import {
  IGNORED_NAMESPACES,
  simulateAdmission,
} from '../revision/simulateAdmission';
import type { StringMap } from '../../model/objectMeta';
import { safeCommand } from '../safeCommand';
import type {
  NamespaceObject,
  ServiceObject,
  WebhookConfigurationObject,
} from '../../model/workloadObjects';
import { type RawFinding, nameOf, objectRule } from './findingRule';

const REVISION = 'istio.io/rev';
const TAG = 'istio.io/tag';
const INJECTION = 'istio-injection';

/** What to do where a label asks for a proxy and no injector answers to it. */
export function relabelStep(
  namespace: string,
  labels: StringMap | undefined,
): string {
  // Beside istio-injection the revision has no effect.
  const remove =
    labels?.[INJECTION] === undefined ? '' : `, and remove ${INJECTION}`;
  return `Set the label ${REVISION} of namespace ${namespace} to a revision or tag that is installed${remove}.`;
}

/** Appends the command that does it, where it can be written. */
function withCommand(
  text: string,
  { command }: ReturnType<typeof safeCommand>,
): string {
  return command ? `${text}: ${command}.` : `${text}.`;
}

/** An injector or tag whose revision has no control plane. */
function* ofLeader(
  scope: AssessScope,
  object: WebhookConfigurationObject | ServiceObject,
): Iterable<RawFinding> {
  const { ref, labels } = object;
  const revision = labels?.[REVISION];
  const tag = labels?.[TAG];
  const leads = object.type === 'webhook' ? object.mutating : tag !== undefined;
  if (!leads || !revision) return;
  // A tag on a Service says nothing of where the control plane runs.
  const injector =
    object.type === 'webhook'
      ? object
      : scope.webhooks.find(
          one => one.mutating && one.labels?.[REVISION] === revision,
        );
  const state = controlPlaneState(scope, revision, injector?.ref);
  if (state !== 'missing') return;
  yield {
    kind: 'controlPlaneMissing',
    object,
    cause: `${nameOf(ref)} leads ${
      tag ? `tag ${tag}` : 'pods'
    } to revision ${revision}, which has no istiod`,
    fix: tag
      ? withCommand(
          'Point the tag at a revision that is installed',
          safeCommand`istioctl tag set ${{
            label: tag,
          }} --revision REVISION --overwrite`,
        )
      : withCommand(
          `Install revision ${revision} again, or remove what is left of it`,
          safeCommand`istioctl uninstall --revision ${{ label: revision }}`,
        ),
  };
}

/** A namespace that asks for injection while no injector takes its pods. */
function* ofNamespace(
  scope: AssessScope,
  { ref, labels, annotations }: NamespaceObject,
): Iterable<RawFinding> {
  const asks =
    labels?.[INJECTION] === 'enabled'
      ? `${INJECTION}=enabled`
      : labels?.[INJECTION] === undefined &&
        labels?.[REVISION] !== undefined &&
        `${REVISION}=${labels[REVISION]}`;
  if (!asks || IGNORED_NAMESPACES.has(ref.name)) return;
  const outcome = simulateAdmission(scope.webhooks, {
    namespace: ref.name,
    namespaceLabels: labels,
    podLabels: undefined,
    podAnnotations: undefined,
    hostNetwork: false,
  });
  if (outcome.kind !== 'none') return;
  yield {
    kind: 'labelUnanswered',
    object: { ref, annotations },
    cause: `Namespace ${ref.name} has ${asks}, and no injector answers to it, so its pods start without a proxy`,
    fix: relabelStep(ref.name, labels),
  };
}

/**
 * Labels and tags that lead nowhere.
 * Source: istioctl/pkg/checkinject, pkg/revisions/tag_watcher.go.
 */
export const unansweredInjection = objectRule({
  name: 'unanswered-injection',
  raises: ['controlPlaneMissing', 'labelUnanswered'],
  subjects: ['namespace', 'webhook', 'service'],
  reads: [
    ['mutatingwebhookconfigurations.admissionregistration.k8s.io', 'webhook'],
    ['namespaces', 'namespace'],
    ['services', 'service'],
    ['deployments.apps', 'workload'],
  ],
  *judge({ scope }, object): Iterable<RawFinding> {
    if (object.type === 'namespace') yield* ofNamespace(scope, object);
    else yield* ofLeader(scope, object);
  },
});
