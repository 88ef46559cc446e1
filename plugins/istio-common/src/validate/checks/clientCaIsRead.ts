import type { ValidationFinding } from '../../api/validation';
import { releaseOf } from '../../assess/controlplane/releaseOf';
import { labelsOf } from '../../assess/groupWorkloads';
import { assessRevision } from '../../assess/revision/assessRevision';
import { CHANGE_CODES } from '../../findings/changeCodes';
import { isSubset } from '../../model/selectorMatches';
import { fields, stringMap, text } from '../../trim/fields';
import {
  type ChangeInput,
  type LiveChangeCheck,
  type LiveInput,
  ofKind,
} from '../changeCheck';

/** Older ones drop the field and verify clients against the CA beside the server certificate. */
const SINCE = 28;

function clientCa({ kind, intent }: ChangeInput): string | undefined {
  return kind === 'ingress' ? text(fields(intent.tls).clientCa) : undefined;
}

/** Versions of the control planes that configure the gateway pods; of all where no pod tells. */
function versionsOf({ intent, view }: LiveInput): Array<string | undefined> {
  const { after } = view;
  const gateway = fields(intent.gateway);
  const selector = stringMap(gateway.selector) ?? {};
  const revisions = after
    .workloadsIn(text(gateway.namespace) ?? '')
    .filter(group => isSubset(selector, labelsOf(group)))
    .map(group => {
      const { actual, desired } = after.memo(assessRevision, group).revision;
      return actual[0]?.revision ?? desired;
    });
  const known = revisions.filter(revision => revision !== undefined);
  return known.length > 0
    ? [...new Set(known)].map(revision =>
        after.versions.get(after.tags.get(revision) ?? revision),
      )
    : after.controlPlanes.map(({ version }) => version);
}

function isOld(version: string | undefined): boolean | undefined {
  const release = releaseOf(version)?.version;
  return release && release.major === 1 && release.minor < SINCE;
}

/**
 * The control plane reads the CA of clients from a Secret or ConfigMap of its
 * own: caCertCredentialName came with Istio 1.28.
 * Source: networking/v1alpha3/gateway.proto, ServerTLSSettings;
 * releasenotes/notes/56549.yaml.
 *
 * @internal
 */
export const clientCaIsRead: LiveChangeCheck = {
  id: 'client-ca-is-read',
  title: 'whether istiod reads the CA of clients',
  needs: ['deployments.apps', 'pods'],
  concerns: input => clientCa(input) !== undefined,
  run(input): ValidationFinding[] {
    const old = versionsOf(input).find(isOld);
    if (old === undefined) return [];
    return [
      {
        ...ofKind(CHANGE_CODES.clientCaUnread),
        field: 'tls.clientCa',
        cause: `Istio ${old} in ${
          input.cluster
        } does not know caCertCredentialName: the gateway would verify clients against another CA than ${clientCa(
          input,
        )}.`,
        fix: `Upgrade the control plane to 1.${SINCE} or newer, or leave clientCa out and put the CA into Secret <certificate>-cacert beside the gateway pods.`,
      },
    ];
  },
  unverified(input) {
    const versions = versionsOf(input);
    const unknown =
      versions.length === 0 ||
      versions.some(version => isOld(version) === undefined);
    return unknown
      ? [
          `Whether istiod reads the CA of clients (its version is not known; 1.${SINCE} and newer do)`,
        ]
      : [];
  },
};
