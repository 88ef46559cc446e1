import { EGRESS_CODES } from './egressCodes';
import type { FindingKind } from './findingKind';
import { ISTIO_CODES } from './istioCodes';
import { KIALI_CODES } from './kialiCodes';
import { OWN_CODES } from './ownCodes';
import { ROUTE_CODES } from './routeCodes';
import { SECURITY_CODES } from './securityCodes';

/** Every code that an assessment can raise. @public */
export const FINDING_KINDS = {
  ...ISTIO_CODES,
  ...KIALI_CODES,
  ...OWN_CODES,
  ...EGRESS_CODES,
  ...ROUTE_CODES,
  ...SECURITY_CODES,
} as const satisfies Readonly<Record<string, FindingKind>>;

/** Key of {@link FINDING_KINDS}. @public */
export type FindingKindName = keyof typeof FINDING_KINDS;
