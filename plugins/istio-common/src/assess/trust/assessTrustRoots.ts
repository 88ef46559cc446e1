import type { NextStep } from '../../api/facts';
import type { TrustRootStatus } from '../../api/trust';
import type { ObjectRef } from '../../model/identity';
import type { Tone } from '../../model/verdicts';
import type { AssessScope } from '../AssessScope';
import { durationWords } from '../durationWords';
import { type Deadline, firstEnd } from './firstEnd';
import { type Relation, type RootBundle, rootBundles } from './rootBundles';
import { STALE_WORDS, isStale, staleAction } from './staleRoot';

/** More than anybody reads; the count says how many there are. */
const NAMED = 20;

/** The key under which the state of the root ConfigMaps is kept. */
export const ROOTS = 'configmaps:root-ca';

/** Whether two bundles share a root: then both sides can still verify each other. */
export function overlap(a: RootBundle, b: RootBundle): boolean {
  return [...a.fingerprints].some(one => b.fingerprints.has(one));
}

function dateWords({ state, end, left }: Deadline, now: Date): string {
  const span = durationWords(end - now.getTime());
  return state === 'expired'
    ? `ended ${span} ago`
    : `ends in ${span}, ${Math.round(left * 100)} % of its life left`;
}

const RELATION_WORDS: Readonly<Record<Relation, string>> = {
  alone: '',
  majority: '; other namespaces hold other roots',
  overlaps:
    '; it differs from that of most namespaces but shares a root with it, as during a rotation',
  differs:
    '; it shares no root with that of most namespaces, so that workloads here and there refuse each other',
};

function toneOf(state: Deadline['state'], relation: Relation): Tone {
  if (state !== 'healthy' || relation === 'differs') return 'error';
  if (relation === 'overlaps') return 'warning';
  return 'ok';
}

function actionOf(
  state: Deadline['state'],
  relation: Relation,
  ref: ObjectRef,
): NextStep | undefined {
  if (state !== 'healthy') {
    return {
      title: 'Rotate the mesh root',
      detail:
        'Give istiod a new root beside the old one (Secret cacerts, or its own rotation of a self-signed root), wait until every namespace trusts both, then move the signing to the new one.',
    };
  }
  if (relation === 'differs' || relation === 'overlaps') {
    return {
      title: 'Check the roots',
      detail: `See who writes ConfigMap ${ref.name} in ${ref.namespace}: an istiod of another CA, or one that no longer runs. Delete it, and the istiod in charge writes it anew.`,
    };
  }
  return undefined;
}

/** The revisions whose istiod lives where this bundle is held. */
function revisionsOf(scope: AssessScope, held: ReadonlySet<string>): string[] {
  const homes = scope.controlPlanes.filter(({ deployment }) =>
    held.has(deployment.ref.namespace ?? ''),
  );
  return [...new Set(homes.map(({ revision }) => revision))].sort();
}

function statusOf(
  scope: AssessScope,
  bundle: RootBundle,
  relation: Relation,
  stale = false,
): TrustRootStatus {
  const { cluster, now } = scope.context;
  const namespaces = bundle.refs.map(({ namespace = '' }) => namespace).sort();
  const revisions = revisionsOf(scope, new Set(namespaces));
  const home = scope.settingsOf(revisions[0]).rootNamespace;
  const ref =
    bundle.refs.find(({ namespace }) => namespace === home) ?? bundle.refs[0];
  const first = firstEnd(bundle.certificates, now);
  const action = stale
    ? staleAction(ref, namespaces)
    : first && actionOf(first.state, relation, ref);
  const later = bundle.certificates.length - 1;
  const others =
    first && first.state !== 'healthy' && later > 0
      ? `; ${later} other ${later === 1 ? 'root' : 'roots'} beside it`
      : '';
  const summary = first
    ? `${first.certificate.subject} ${dateWords(first, now)}${others}${
        RELATION_WORDS[relation]
      }${stale ? STALE_WORDS : ''}`
    : 'The dates of its certificates cannot be read';
  return {
    cluster,
    revisions,
    certificates: [...bundle.certificates],
    ...(first && {
      notAfter: first.certificate.notAfter,
      lifetimeLeft: first.left,
    }),
    state: first?.state ?? 'unknown',
    tone: first ? toneOf(first.state, relation) : 'unknown',
    namespaces: namespaces.slice(0, NAMED),
    namespaceCount: namespaces.length,
    majority: relation === 'alone' || relation === 'majority',
    ...(stale && { stale: true as const }),
    why: {
      summary,
      considered: bundle.certificates.map(certificate => ({
        ref,
        says: `${certificate.subject}, until ${certificate.notAfter}`,
        decides: certificate === first?.certificate,
        reason:
          certificate === first?.certificate ? 'ends first' : 'ends later',
      })),
    },
    ...(action && { action }),
    ref,
  };
}

function unknownRoots(scope: AssessScope, why: string): TrustRootStatus {
  return {
    cluster: scope.context.cluster,
    revisions: [],
    certificates: [],
    state: 'unknown',
    tone: 'unknown',
    namespaces: [],
    namespaceCount: 0,
    majority: true,
    why: { summary: why, considered: [] },
    ref: { group: '', kind: 'ConfigMap', name: 'istio-ca-root-cert' },
  };
}

/** The roots that the namespaces of the cluster trust, that of most of them first. */
export function assessTrustRoots(scope: AssessScope): TrustRootStatus[] {
  const unread = scope.unread(ROOTS, 'configmap');
  if (unread) {
    return scope.controlPlanes.length > 0
      ? [unknownRoots(scope, `ConfigMaps are ${unread}`)]
      : [];
  }
  const { bundles, unparsed } = rootBundles(scope);
  if (bundles.length === 0 && unparsed.length > 0) {
    return [
      unknownRoots(scope, 'Nothing here reads certificates: no PEM reader'),
    ];
  }
  const [most] = bundles;
  return bundles.map((bundle, at) => {
    if (at === 0) {
      const relation = bundles.length > 1 ? 'majority' : 'alone';
      return statusOf(scope, bundle, relation);
    }
    const relation = overlap(most, bundle) ? 'overlaps' : 'differs';
    const stale = isStale({ scope, most, bundle, relation });
    return statusOf(scope, bundle, relation, stale);
  });
}
