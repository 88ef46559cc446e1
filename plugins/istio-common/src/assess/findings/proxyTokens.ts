import type { FindingStatus } from '../../api/facts';
import type { PodObject } from '../../model/workloadObjects';
import type { AssessScope } from '../AssessScope';
import { objectNamespaces } from '../objectNamespaces';
import { completeFinding } from './completeFinding';
import { type FindingRule, type RawFinding, nameOf } from './findingRule';
import { isIgnored } from './ignoredNamespaces';
import { notedPods, notesOf } from './noteRule';

function wayOf([what, audience]: readonly string[]): string {
  if (what === 'first-party') {
    return 'by the token with which it asks the API server, which whoever sees it can use there';
  }
  return what === 'missing'
    ? 'without a token, which no volume of it brings'
    : `by a token for ${
        audience || 'the API server'
      }, and istiod takes those for istio-ca`;
}

interface Noted {
  pods: PodObject[];
  details: readonly string[];
}

/** The noted pods of one owner, with what is noted. */
function byOwner(pods: readonly PodObject[]): Noted[] {
  const noted = new Map<string, Noted>();
  for (const pod of pods) {
    const [note] = notesOf(pod, 'proxy-token');
    if (!note || isIgnored(pod.ref)) continue;
    const { details = [] } = note;
    const { kind, name } = pod.owner ?? pod.ref;
    const key = JSON.stringify([kind, name, ...details]);
    const known = noted.get(key);
    if (known) known.pods.push(pod);
    else noted.set(key, { pods: [pod], details });
  }
  return [...noted.values()];
}

function findingOf({ pods, details }: Noted): RawFinding {
  const [first, ...others] = pods.sort((a, b) =>
    a.ref.name < b.ref.name ? -1 : 1,
  );
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return {
    kind: 'proxyToken',
    object: first,
    cause: `The proxy of ${nameOf(
      first.ref,
    )}${more} proves itself to istiod ${wayOf(details)}`,
    fix: 'Restart it with the injection template of its revision, which projects a token of audience istio-ca.',
  };
}

function findingsIn(scope: AssessScope, namespace: string): FindingStatus[] {
  return byOwner(scope.memo(notedPods, namespace)).map(noted =>
    completeFinding(scope, findingOf(noted)),
  );
}

/**
 * Proxies whose token is not one that is made for the authority of the mesh,
 * told once for the pods of one owner.
 * Source: pkg/jwt, PolicyThirdParty; pilot/pkg/features, TOKEN_AUDIENCES.
 */
export const proxyTokens: FindingRule = {
  name: 'proxy-tokens',
  raises: ['proxyToken'],
  selfContained: true,
  reads: [['pods', 'pod']],
  find({ scope }) {
    if (scope.unread('pods', 'pod') !== undefined) return [];
    return objectNamespaces(scope, 'pod').flatMap(namespace =>
      // Most namespaces have none.
      scope.memo(notedPods, namespace).length > 0
        ? scope.memo(findingsIn, namespace)
        : [],
    );
  },
};
