const UNSIGNED = /^\d+$/;

/** What Go's strconv.ParseBool takes. */
const BOOLEAN = /^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/;

/** A quantity of Kubernetes: "100m", "1Gi", "2e3". */
const QUANTITY =
  /^[+-]?(\d+(\.\d*)?|\.\d+)([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/;

const INTERFACE = /^[a-zA-Z][a-zA-Z0-9._-]{0,14}$/;

function isBelow(value: string, limit: number): boolean {
  return UNSIGNED.test(value) && Number(value) < limit;
}

function isPort(value: string): boolean {
  return isBelow(value.trim(), 2 ** 16);
}

function isPortList(value: string): boolean {
  return value.trim() === '' || value.split(',').every(isPort);
}

function isDecimal(value: string, limit: number): boolean {
  return /^(0|[1-9]\d*)$/.test(value) && Number(value) < limit;
}

function isAddress4(value: string): boolean {
  const parts = value.split('.');
  return parts.length === 4 && parts.every(part => isDecimal(part, 256));
}

function isAddress6(value: string): boolean {
  const halves = value.split('::');
  if (halves.length > 2 || value.length > 45) return false;
  const groups = halves.flatMap(half => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const embedded = last.includes('.');
  if (embedded && !isAddress4(last)) return false;
  const plain = embedded ? groups.slice(0, -1) : groups;
  const count = plain.length + (embedded ? 2 : 0);
  return (
    plain.every(group => /^[0-9a-fA-F]{1,4}$/.test(group)) &&
    (halves.length === 2 ? count < 8 : count === 8)
  );
}

function isPrefix(value: string): boolean {
  const slash = value.lastIndexOf('/');
  const address = value.slice(0, slash);
  const bits = value.slice(slash + 1);
  if (slash < 0) return false;
  return isAddress4(address)
    ? isDecimal(bits, 33)
    : isAddress6(address) && isDecimal(bits, 129);
}

function isPrefixList(value: string): boolean {
  return value === '' || value.split(',').every(isPrefix);
}

function isInterfaceList(value: string): boolean {
  return (
    value === '' || value.split(',').every(one => INTERFACE.test(one.trim()))
  );
}

type Check = (value: string) => boolean;

const isSeconds: Check = value => isBelow(value, 2 ** 32);
const isQuantity: Check = value => QUANTITY.test(value);
const orAll =
  (check: Check): Check =>
  value =>
    value === '*' || check(value);

const TRAFFIC = 'traffic.sidecar.istio.io/';
const READINESS = 'readiness.status.sidecar.istio.io/';

/**
 * Which values an annotation takes. `proxy.istio.io/config` is not judged: it
 * needs the whole schema of a proxy's configuration.
 * Source: pkg/kube/inject/validate.go, AnnotationValidation.
 */
export const ANNOTATION_VALUES: ReadonlyMap<string, Check> = new Map<
  string,
  Check
>([
  [
    'sidecar.istio.io/interceptionMode',
    value => ['REDIRECT', 'TPROXY', 'NONE'].includes(value),
  ],
  ['status.sidecar.istio.io/port', isPort],
  [`${READINESS}initialDelaySeconds`, isSeconds],
  [`${READINESS}periodSeconds`, isSeconds],
  [`${READINESS}failureThreshold`, isSeconds],
  [`${TRAFFIC}includeOutboundIPRanges`, orAll(isPrefixList)],
  [`${TRAFFIC}excludeOutboundIPRanges`, isPrefixList],
  [`${TRAFFIC}includeInboundPorts`, orAll(isPortList)],
  [`${TRAFFIC}excludeInboundPorts`, isPortList],
  [`${TRAFFIC}excludeOutboundPorts`, isPortList],
  [`${TRAFFIC}excludeInterfaces`, isInterfaceList],
  [`${TRAFFIC}kubevirtInterfaces`, isInterfaceList],
  ['istio.io/reroute-virtual-interfaces', isInterfaceList],
  ['prometheus.istio.io/merge-metrics', value => BOOLEAN.test(value)],
  ['sidecar.istio.io/proxyCPU', isQuantity],
  ['sidecar.istio.io/proxyMemory', isQuantity],
  ['sidecar.istio.io/proxyCPULimit', isQuantity],
  ['sidecar.istio.io/proxyMemoryLimit', isQuantity],
]);
