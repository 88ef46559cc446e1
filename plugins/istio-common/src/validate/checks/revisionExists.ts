import { type ManifestObject, manifestRef } from '../../build/manifest';
import { CHANGE_CODES } from '../../findings/changeCodes';
import { fields, text } from '../../trim/fields';
import {
  type ChangeInput,
  type LiveChangeCheck,
  type LiveInput,
  ofKind,
} from '../changeCheck';
import { named } from '../ingressCheck';
import { fieldHolding } from '../intentLeaves';
import { nearest } from '../nearest';

const REVISION = 'istio.io/rev';

/** The revision that an object asks for, on itself or on its pods. */
function revisionsOf(object: ManifestObject): string[] {
  const template = fields(fields(object.spec).template);
  return [object.metadata, template.metadata]
    .map(metadata => text(fields(fields(metadata).labels)[REVISION]))
    .filter(revision => revision !== undefined);
}

/** What makes a revision or a tag names it too. */
const MAKERS: ReadonlySet<string> = new Set([
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
]);

function asking({ objects }: ChangeInput): ManifestObject[] {
  return objects.filter(
    object =>
      !MAKERS.has(object.kind) &&
      object.metadata.labels?.['istio.io/tag'] === undefined &&
      revisionsOf(object).length > 0,
  );
}

function knownRevisions({ view }: LiveInput): Set<string> {
  const { after } = view;
  return new Set([
    ...after.tags.keys(),
    ...after.controlPlanes.map(({ revision }) => revision),
    ...after.webhooks.flatMap(({ labels }) => labels?.[REVISION] ?? []),
  ]);
}

/**
 * Revisions and tags that the change names in `istio.io/rev` are installed.
 * Source: pkg/revisions/tag_watcher.go.
 *
 * @internal
 */
export const revisionExists: LiveChangeCheck = {
  id: 'revision-exists',
  title: 'revisions and tags',
  needs: [
    'mutatingwebhookconfigurations.admissionregistration.k8s.io',
    'deployments.apps',
    'services',
  ],
  concerns: input => asking(input).length > 0,
  run(input) {
    const known = knownRevisions(input);
    const names = [...known].sort();
    return asking(input).flatMap(object =>
      [...new Set(revisionsOf(object))]
        .filter(revision => !known.has(revision))
        .map(revision => {
          const ref = manifestRef(object);
          const near = nearest(revision, names);
          const field = fieldHolding(
            input.intent,
            revision,
            /(revision|tag|rev)$/i,
          );
          const hint = near ? `Did you mean ${near}? ` : '';
          return {
            ...ofKind(CHANGE_CODES.revisionUnknown),
            ref,
            ...(field && { field }),
            cause: `${ref.kind} ${named(
              ref,
            )} asks for ${REVISION}=${revision}, and ${
              input.cluster
            } has no revision or tag of that name.`,
            fix: `${hint}${
              names.length
                ? `There are ${names.slice(0, 20).join(', ')}.`
                : 'Install a control plane first.'
            }`,
          };
        }),
    );
  },
};
