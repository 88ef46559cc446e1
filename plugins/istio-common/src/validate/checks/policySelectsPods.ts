import { CHANGE_CODES } from '../../findings/changeCodes';
import type { StringMap } from '../../model/objectMeta';
import { isSubset } from '../../model/selectorMatches';
import type {
  PeerAuthenticationObject,
  RequestAuthenticationObject,
} from '../../model/securityObjects';
import { type LiveChangeCheck, type LiveInput, ofKind } from '../changeCheck';
import { named } from '../ingressCheck';
import { intentLeaves } from '../intentLeaves';

/** Kinds that no rule of the mesh looks at; AuthorizationPolicies have IST0127. */
const KINDS: ReadonlySet<string> = new Set([
  'PeerAuthentication',
  'RequestAuthentication',
]);

type Policy = PeerAuthenticationObject | RequestAuthenticationObject;

function policies({ view }: LiveInput): Policy[] {
  const { index } = view.after;
  return [
    ...index.all('peerauthentication'),
    ...index.all('requestauthentication'),
  ].filter(({ ref }) => view.writes(ref));
}

function labelWords(labels: StringMap): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

/** The labels of the intent that the policy has: `gateway.selector`, `workload.labels`. */
function fieldOf({ intent }: LiveInput, selector: StringMap) {
  const [key] = Object.keys(selector);
  const leaf = intentLeaves(intent).find(
    ({ path, value }) => path.endsWith(`.${key}`) && value === selector[key],
  );
  return leaf?.path.slice(0, -key.length - 1);
}

/**
 * The policies of the change select a pod: a label that is misspelt protects
 * nothing, and says nothing.
 *
 * @internal
 */
export const policySelectsPods: LiveChangeCheck = {
  id: 'policy-selects-pods',
  title: 'pods of the policies',
  needs: ['pods'],
  concerns: ({ objects }) => objects.some(({ kind }) => KINDS.has(kind)),
  run(input) {
    const { index } = input.view.after;
    return policies(input).flatMap(({ ref, selector }) => {
      if (!selector) return [];
      const { rootNamespace } = input.view.after.settingsOf(undefined);
      const isMeshWide =
        ref.kind === 'RequestAuthentication' && ref.namespace === rootNamespace;
      const pods = isMeshWide
        ? index.all('pod')
        : index.inNamespace('pod', ref.namespace ?? '');
      for (const pod of pods) if (isSubset(selector, pod.labels)) return [];
      const field = fieldOf(input, selector);
      return [
        {
          ...ofKind(CHANGE_CODES.selectsNothing),
          ref,
          ...(field && { field }),
          cause: `${ref.kind} ${named(ref)} selects ${labelWords(
            selector,
          )}, and no pod of ${
            isMeshWide ? 'the mesh' : `namespace ${ref.namespace}`
          } has these labels.`,
          fix: 'Correct the labels, or name the namespace of the pods.',
        },
      ];
    });
  },
};
