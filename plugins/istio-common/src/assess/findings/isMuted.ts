import type { StringMap } from '../../model/objectMeta';

const ISTIOCTL = 'galley.istio.io/analyze-suppress';
const KIALI = 'kiali.io/ignore-validations';

/**
 * A list of codes, or `*` for all. Blanks belong to the code, as istioctl takes
 * them. Source: pkg/config/analysis/local/istiod_analyze.go, filterMessages.
 */
function mutedForIstioctl(value: string, code: string): boolean {
  return value.split(',').some(one => one === '*' || one === code);
}

/**
 * A list of codes; empty for all, and so is what people write for "all".
 * Source: Kiali's documentation, "Validations".
 */
function mutedForKiali(value: string, code: string): boolean {
  const listed = value
    .split(',')
    .map(one => one.trim())
    .filter(Boolean);
  return (
    listed.length === 0 ||
    listed.some(one => one === code || one === '*' || one === 'true')
  );
}

/** Whether the object's own annotations silence a code. */
export function isMuted(
  annotations: StringMap | undefined,
  code: string,
): boolean {
  const istioctl = annotations?.[ISTIOCTL];
  const kiali = annotations?.[KIALI];
  return (
    (istioctl !== undefined && mutedForIstioctl(istioctl, code)) ||
    (kiali !== undefined && mutedForKiali(kiali, code))
  );
}
