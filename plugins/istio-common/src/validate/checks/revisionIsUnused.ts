import { revisionsInUse } from '../../assess/controlplane/proxyCounts';
import { CHANGE_CODES } from '../../findings/changeCodes';
import { fields, text } from '../../trim/fields';
import {
  type ChangeInput,
  type LiveChangeCheck,
  type LiveInput,
  ofKind,
} from '../changeCheck';

/** The revision that the last step of an upgrade takes away. */
function leaving({ kind, intent }: ChangeInput): string | undefined {
  if (kind !== 'upgrade' || intent.step !== 'remove') return undefined;
  return text(fields(intent.from).revision);
}

/** Who still needs a revision, each with where to look. */
function usersOf({ view, index }: LiveInput, revision: string): string[] {
  const { after } = view;
  const tags = [...after.tags]
    .filter(([, target]) => target === revision)
    .map(([tag]) => `tag ${tag} points to it`);
  const namespaces = [...index.all('namespace')]
    .filter(({ labels }) => labels?.['istio.io/rev'] === revision)
    .map(({ ref }) => `namespace ${ref.name} is labelled with it`);
  const proxies = revisionsInUse(after).includes(revision)
    ? ['proxies run with it']
    : [];
  return [...proxies, ...tags.sort(), ...namespaces.sort()];
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
  concerns: input => leaving(input) !== undefined,
  run(input) {
    const revision = leaving(input);
    const users = revision ? usersOf(input, revision) : [];
    const [object] = input.objects;
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
        field: 'from.revision',
        cause: `Revision ${revision} of ${input.cluster} is still used: ${users
          .slice(0, SHOWN)
          .join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
        fix: 'Move these first by the steps move and promote, and restart their workloads.',
      },
    ];
  },
};
