import type { FindingKind } from './findingKind';
import { ISTIO_CODES_FROM_0140 } from './istioCodesFrom0140';
import { ISTIO_CODES_TO_0139 } from './istioCodesTo0139';

/** The codes of istioctl analyze that our rules raise. */
export const ISTIO_CODES = {
  ...ISTIO_CODES_TO_0139,
  ...ISTIO_CODES_FROM_0140,
} as const satisfies Readonly<Record<string, FindingKind>>;
