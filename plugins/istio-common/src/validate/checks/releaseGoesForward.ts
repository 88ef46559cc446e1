import semver from 'semver';
import type { ValidationFinding } from '../../api/validation';
import type { AssessScope } from '../../assess/AssessScope';
import { CHANGE_CODES } from '../../findings/changeCodes';
import { list, text } from '../../trim/fields';
import { type LiveChangeCheck, type LiveInput, ofKind } from '../changeCheck';

const insteadOf = (version: string) =>
  `Install ${version} or a newer release; an upgrade is taken back by its own step rollback.`;

function isNewer(one: string | undefined, other: string): boolean {
  const [running, wanted] = [semver.parse(one), semver.parse(other)];
  return running !== null && wanted !== null && running.compare(wanted) > 0;
}

/** The control plane of the newest release, of some or of all revisions. */
function newestPlane({ controlPlanes }: AssessScope, revision?: string) {
  return controlPlanes
    .filter(one => revision === undefined || one.revision === revision)
    .reduce<(typeof controlPlanes)[number] | undefined>(
      (newest, one) =>
        one.version && (!newest || isNewer(one.version, newest.version ?? ''))
          ? one
          : newest,
      undefined,
    );
}

/** Tags that point to a newer release than the one that is installed. */
function tagsThatGoBack(
  { intent, view: { before }, cluster }: LiveInput,
  version: string,
): ValidationFinding[] {
  return list(intent.tags).flatMap((tag, at) => {
    const name = text(tag) ?? '';
    const revision = before.tags.get(name);
    const plane = revision && newestPlane(before, revision);
    if (!plane || !plane.version || !isNewer(plane.version, version)) return [];
    return [
      {
        ...ofKind(CHANGE_CODES.releaseGoesBack),
        ref: plane.deployment.ref,
        field: `tags.${at}`,
        cause: `Tag ${name} of ${cluster} points to revision ${plane.revision}, Istio ${plane.version}: namespaces and gateways that follow it would go back to ${version}.`,
        fix: insteadOf(plane.version),
      },
    ];
  });
}

/**
 * An installation that is run again, with the form as it was filled in before
 * an upgrade, takes nothing of that upgrade back: neither what follows a tag
 * nor the base chart, whose CRDs are one for the cluster.
 *
 * @internal
 */
export const releaseGoesForward: LiveChangeCheck = {
  id: 'release-goes-forward',
  title: 'newer releases that run already',
  needs: [
    'deployments.apps',
    'mutatingwebhookconfigurations.admissionregistration.k8s.io',
  ],
  concerns: ({ kind, remove }) => kind === 'install' && !remove,
  run(input): ValidationFinding[] {
    const version = text(input.intent.version) ?? '';
    const newest = newestPlane(input.view.before);
    const back = tagsThatGoBack(input, version);
    if (!newest?.version || !isNewer(newest.version, version)) return back;
    return [
      ...back,
      {
        ...ofKind(CHANGE_CODES.releaseGoesBack),
        ref: newest.deployment.ref,
        field: 'version',
        cause: `Revision ${newest.revision} of ${input.cluster} runs Istio ${newest.version}: the base chart, whose CRDs are one for the cluster, would go back to ${version}.`,
        fix: insteadOf(newest.version),
      },
    ];
  },
};
