import type { User } from '../auth/Authenticator';
import type { RbacAuthorizer } from '../auth/RbacAuthorizer';
import { invalid } from '../apiErrors';
import { isRecord } from '../KubeObject';

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** Answers a SelfSubjectAccessReview: may the caller do that? @internal */
export function accessReview(
  authorizer: RbacAuthorizer,
  user: User,
  review: Record<string, unknown>,
): object {
  const spec = isRecord(review.spec) ? review.spec : {};
  const { resourceAttributes, nonResourceAttributes } = spec;
  if (isRecord(resourceAttributes) === isRecord(nonResourceAttributes)) {
    throw invalid({ group: 'authorization.k8s.io', kind: '' }, '', [
      {
        type: 'FieldValueInvalid',
        field: 'spec',
        body: 'Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified',
      },
    ]);
  }
  const wanted = isRecord(resourceAttributes) ? resourceAttributes : {};
  const decision = isRecord(nonResourceAttributes)
    ? { allowed: user.groups.includes('system:masters'), reason: '' }
    : authorizer.authorize(user, {
        verb: text(wanted.verb),
        group: text(wanted.group),
        resource: text(wanted.resource),
        subresource: text(wanted.subresource) || undefined,
        namespace: text(wanted.namespace) || undefined,
        name: text(wanted.name) || undefined,
      });
  return {
    kind: 'SelfSubjectAccessReview',
    apiVersion: 'authorization.k8s.io/v1',
    metadata: {},
    spec,
    status: {
      allowed: decision.allowed,
      ...(decision.reason && { reason: decision.reason }),
    },
  };
}
