import type { ControlPlane } from '../controlPlanes';
import { endedStep } from '../controlplane/planeUse';
import { planeSkew } from '../controlplane/planeFollowers';
import { planeSupport } from '../controlplane/planeSupport';
import { workloadsRunning } from '../controlplane/proxyCounts';
import { minorsBehind, releaseOf } from '../controlplane/releaseOf';
import { type Follower, UPGRADE_DISTANCE } from '../controlplane/versionSkew';
import type { AssessScope } from '../AssessScope';
import { validatingRevision } from '../controlPlanes';
import { type RawFinding, nameOf, objectRule } from './findingRule';

/** Objects listed beside a finding; a mesh may have thousands. */
const RELATED = 20;

function behind(
  scope: AssessScope,
  revision: string,
  followers: readonly Follower[],
) {
  const versions = new Set(followers.map(({ version }) => version));
  return workloadsRunning(scope, revision, versions)
    .slice(0, RELATED)
    .map(({ ref }) => ref);
}

function* skewOf(
  scope: AssessScope,
  plane: ControlPlane,
): Iterable<RawFinding> {
  const { revision, version, deployment } = plane;
  const skew = planeSkew(scope, plane);
  if (!skew) return;
  if (skew.ahead.length > 0) {
    yield {
      kind: 'dataPlaneAhead',
      object: deployment,
      related: behind(scope, revision, skew.ahead),
      cause: `${nameOf(deployment.ref)}: ${skew.status.detail}`,
      fix: `Upgrade istiod of revision ${revision} to at least that version, or restart what is newer so that it gets ${version}.`,
    };
  }
  if (skew.tooFar.length > 0) {
    const who = skew.tooFar.map(one => `${one.who} of ${one.version}`);
    yield {
      kind: 'dataPlaneTooOld',
      object: deployment,
      related: behind(scope, revision, skew.tooFar),
      cause: `${nameOf(deployment.ref)} of ${version} serves ${who.join(
        ', ',
      )}, more than one minor release behind`,
      fix: 'Restart the workloads that run them.',
    };
  }
}

function* againstOthers(
  { controlPlanes }: AssessScope,
  plane: ControlPlane,
): Iterable<RawFinding> {
  const own = releaseOf(plane.version);
  for (const other of controlPlanes) {
    const release = releaseOf(other.version);
    if (!own || !release) continue;
    if (
      other.revision === plane.revision &&
      own.version.compare(release.version) < 0
    ) {
      yield {
        kind: 'controlPlaneTwins',
        object: plane.deployment,
        related: [other.deployment.ref],
        cause: `${nameOf(plane.deployment.ref)} of ${
          plane.version
        } and ${nameOf(other.deployment.ref)} of ${
          other.version
        } both answer for revision ${plane.revision}`,
        fix: 'Give one of them a revision of its own, or remove it.',
      };
    }
    // Told on the older one only.
    if (minorsBehind(release, own) > UPGRADE_DISTANCE) {
      yield {
        kind: 'revisionsApart',
        object: plane.deployment,
        related: [other.deployment.ref],
        cause: `Revision ${plane.revision} of ${plane.version} and revision ${other.revision} of ${other.version} are more than two minor releases apart`,
        fix: `Upgrade revision ${plane.revision} by way of a release in between.`,
      };
    }
  }
}

function* endedSupport(
  scope: AssessScope,
  plane: ControlPlane,
): Iterable<RawFinding> {
  const { version, deployment } = plane;
  const support = planeSupport(scope, plane);
  if (support.state !== 'ended') return;
  const since = support.endOfLife ? ` on ${support.endOfLife}` : '';
  yield {
    kind: 'controlPlaneEnded',
    object: deployment,
    cause: `Support of Istio ${version}, which ${nameOf(
      deployment.ref,
    )} runs, ended${since} (${support.source})`,
    fix: endedStep(scope, plane).detail,
  };
}

/**
 * Control planes against their proxies, one another, and the end of support.
 * Source: see assess/controlplane.
 */
export const controlPlaneVersions = objectRule({
  name: 'control-plane-versions',
  raises: [
    'dataPlaneAhead',
    'dataPlaneTooOld',
    'controlPlaneEnded',
    'controlPlaneTwins',
    'revisionsApart',
    'noDefaultRevision',
  ],
  subjects: ['workload'],
  reads: [
    ['deployments.apps', 'workload'],
    ['pods', 'pod'],
  ],
  alsoReads: [
    ['namespaces', 'namespace'],
    ['services', 'service'],
  ],
  concerns: ({ labels }) => labels?.app === 'istiod',
  *judge({ scope }, { ref }): Iterable<RawFinding> {
    const plane = scope.controlPlanes.find(one => one.deployment.ref === ref);
    if (!plane) return;
    yield* skewOf(scope, plane);
    yield* againstOthers(scope, plane);
    yield* endedSupport(scope, plane);
    const unread = scope.unread(
      'validatingwebhookconfigurations.admissionregistration.k8s.io',
      'webhook',
    );
    if (
      !unread &&
      plane === scope.controlPlanes[0] &&
      !scope.tags.has('default') &&
      validatingRevision(scope.index) === undefined
    ) {
      yield {
        kind: 'noDefaultRevision',
        object: plane.deployment,
        cause:
          'No revision is the default: nothing checks configuration when it is written, and istio-injection=enabled injects nothing unless a revision is called default',
        fix: 'Make one the default: istioctl tag set default --revision REVISION, or defaultRevision of the base chart.',
      };
    }
  },
});
