import { z } from 'zod';

/** `istiod-<revision>` is a Service, so a DNS label (63); room is left for a prefix of ours. */
const REVISION_LENGTH = 50;

/** `istiod-revision-tag-<tag>` is a Service too. */
const TAG_LENGTH = 43;

const LABEL = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

// The in-cluster operator went in 1.24 and the charts took their present form.
const OLDEST_MINOR = 24;

/** A release of Istio, in full. @internal */
export const versionField = z
  .string()
  .max(40, 'is too long, write it as 1.30.3')
  .regex(
    /^1\.\d{1,3}\.\d{1,4}(-[a-z0-9][a-z0-9.-]*)?$/,
    'is not a version of Istio, write it in full as 1.30.3',
  )
  .refine(text => Number(text.split('.')[1]) >= OLDEST_MINOR, {
    message: `is older than 1.${OLDEST_MINOR}, whose charts are different ones: use a supported release`,
  });

/** A revision of a control plane; `what` says whose. @internal */
export const revisionField = z
  .string()
  .max(
    REVISION_LENGTH,
    `is too long, at most ${REVISION_LENGTH} characters fit into the names made of it`,
  )
  .regex(LABEL, 'is not a revision, use lower-case letters, digits and "-"');

/** A tag that points to a revision. @internal */
export const tagField = z
  .string()
  .max(
    TAG_LENGTH,
    `is too long, at most ${TAG_LENGTH} characters fit into the names made of it`,
  )
  .regex(LABEL, 'is not a tag, use lower-case letters, digits and "-"');

/** The revision of a release by its usual name, `1-30-3`. @public */
export function revisionOf(version: string): string {
  return version
    .replaceAll('.', '-')
    .slice(0, REVISION_LENGTH)
    .replace(/-+$/, '');
}
