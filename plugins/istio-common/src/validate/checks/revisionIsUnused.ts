import type { WorkloadGroup } from '../../assess/groupWorkloads';
import { assessRevision } from '../../assess/revision/assessRevision';
import { askedByLabels } from '../../assess/revision/labelChoice';
import { CHANGE_CODES } from '../../findings/changeCodes';
import type { StringMap } from '../../model/objectMeta';
import { fields, list, text } from '../../trim/fields';
import {
  type ChangeInput,
  type LiveChangeCheck,
  type LiveInput,
  ofKind,
} from '../changeCheck';
import { named } from '../ingressCheck';

/** The revision that the last step of an upgrade, or the end of a mesh, takes away. */
function leaving({ kind, intent, remove }: ChangeInput): string | undefined {
  if (kind === 'install' && remove) return text(intent.revision);
  if (kind !== 'upgrade' || intent.step !== 'remove') return undefined;
  return text(fields(intent.from).revision);
}

/** Gateways that go with the control plane, as `namespace/name`. */
function goingGateways({ kind, intent }: ChangeInput): Set<string> {
  if (kind !== 'install') return new Set();
  return new Set(
    list(intent.gateways)
      .map(fields)
      .map(({ namespace, name }) => `${text(namespace)}/${text(name)}`),
  );
}

/** Workloads whose proxies run with a revision, and stay. */
function runnersOf(input: LiveInput, revision: string): WorkloadGroup[] {
  const { after } = input.view;
  const going = goingGateways(input);
  return after.workloads.filter(
    group =>
      !going.has(`${group.namespace}/${group.ref.name}`) &&
      after
        .memo(assessRevision, group)
        .proxies.some(one => one.revision === revision),
  );
}

/** Whether a namespace asks for the revision, or for the data plane that goes. */
function asks(
  labels: StringMap | undefined,
  revision: string,
  { kind, intent }: ChangeInput,
): boolean {
  const isAmbient = kind === 'install' && intent.mode === 'ambient';
  return (
    askedByLabels(labels) === revision ||
    (isAmbient && labels?.['istio.io/dataplane-mode'] === 'ambient')
  );
}

/** Who still needs a revision, each with where to look. */
function usersOf(input: LiveInput, revision: string): string[] {
  const { view, index, kind } = input;
  const { after } = view;
  const tags = [...after.tags]
    .filter(([, target]) => target === revision)
    .map(([tag]) => `tag ${tag} points to it`);
  const namespaces = [...index.all('namespace')]
    .filter(({ labels }) => asks(labels, revision, input))
    .map(({ ref }) => `namespace ${ref.name} is labelled with it`);
  const runners = runnersOf(input, revision);
  const proxies =
    kind === 'upgrade'
      ? runners.slice(0, 1).map(() => 'proxies run with it')
      : runners.map(({ ref }) => `${ref.kind} ${named(ref)} runs with it`);
  return [...proxies, ...tags.sort(), ...namespaces.sort()];
}

function fixOf({ kind }: ChangeInput): string {
  return kind === 'upgrade'
    ? 'Move these first by the steps move and promote, and restart their workloads.'
    : 'Take these out of the mesh or move them to another revision, and restart their workloads first.';
}

const SHOWN = 5;

/**
 * A control plane goes only when nothing uses it: its proxies would keep their
 * last configuration for ever, and new pods would not start.
 * Source: istio.io/latest/docs/setup/upgrade/canary, uninstall old control plane.
 *
 * @internal
 */
export const revisionIsUnused: LiveChangeCheck = {
  id: 'revision-is-unused',
  title: 'use of the revision that goes',
  needs: [
    'mutatingwebhookconfigurations.admissionregistration.k8s.io',
    'namespaces',
    'pods',
  ],
  onRemoval: true,
  concerns: input => leaving(input) !== undefined,
  run(input) {
    const revision = leaving(input);
    const users = revision ? usersOf(input, revision) : [];
    const [object] = [...input.objects, ...(input.removes ?? [])];
    if (!revision || users.length === 0) return [];
    const more = users.length - SHOWN;
    return [
      {
        ...ofKind(CHANGE_CODES.revisionInUse),
        ref: {
          group: 'apps',
          kind: 'Deployment',
          namespace:
            text(input.intent.istioNamespace) ?? object?.metadata.namespace,
          name: `istiod-${revision}`,
        },
        field: input.kind === 'upgrade' ? 'from.revision' : 'revision',
        cause: `Revision ${revision} of ${input.cluster} is still used: ${users
          .slice(0, SHOWN)
          .join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
        fix: fixOf(input),
      },
    ];
  },
};
