import type { Environment } from '@marcbachmann/cel-js';
import type { StepBudget } from '@meshwright/backstage-plugin-istio-node';
import { isIP } from 'node:net';
import { addMatches } from './addMatches';
import { KubernetesQuantity } from './kubernetesQuantity';
import { KubernetesUrl } from './kubernetesUrl';
import type { CelLibrary } from './loadCel';
import { meterSteps } from './meterSteps';

/** Rules longer or deeper than this are not evaluated. */
const LIMITS = {
  maxAstNodes: 20_000,
  maxDepth: 100,
  maxListElements: 1_000,
  maxMapEntries: 1_000,
  maxCallArguments: 32,
};

/** A text is not what a function of the rule takes it for. @internal */
export class ConversionError extends Error {
  readonly name = 'ConversionError';
}

function orThrow<T>(value: T | undefined, what: string): T {
  // The API server takes a rule that ends in an error for one that failed.
  if (value === undefined) throw new ConversionError(what);
  return value;
}

/** Source: k8s.io/apiserver, pkg/cel/library/urls.go. */
function addUrls(env: Environment): void {
  env.registerType('kubernetes.URL', { ctor: KubernetesUrl, fields: {} });
  env
    .registerFunction('isURL(string): bool', text =>
      Boolean(KubernetesUrl.parse(text)),
    )
    .registerFunction('url(string): kubernetes.URL', text =>
      orThrow(KubernetesUrl.parse(text), 'no URL'),
    );
  const parts = {
    getScheme: 'scheme',
    getHost: 'host',
    getHostname: 'hostname',
    getPort: 'port',
    getEscapedPath: 'escapedPath',
  } as const;
  for (const [name, part] of Object.entries(parts)) {
    env.registerFunction(
      `kubernetes.URL.${name}(): string`,
      (url: KubernetesUrl) => url[part],
    );
  }
}

/** Source: k8s.io/apiserver, pkg/cel/library/quantity.go. */
function addQuantities(env: Environment): void {
  const type = 'kubernetes.Quantity';
  env.registerType(type, { ctor: KubernetesQuantity, fields: {} });
  const parse = (text: string) => KubernetesQuantity.parse(text);
  env
    .registerFunction('isQuantity(string): bool', text => Boolean(parse(text)))
    .registerFunction(`quantity(string): ${type}`, text =>
      orThrow(parse(text), 'no quantity'),
    )
    .registerFunction(`${type}.sign(): int`, one => one.sign)
    .registerFunction(`${type}.compareTo(${type}): int`, (a, b) =>
      a.compareTo(b),
    )
    .registerFunction(
      `${type}.isLessThan(${type}): bool`,
      (a, b) => a.compareTo(b) < 0n,
    )
    .registerFunction(
      `${type}.isGreaterThan(${type}): bool`,
      (a, b) => a.compareTo(b) > 0n,
    )
    .registerFunction(`${type}.add(${type}): ${type}`, (a, b) => a.plus(b))
    .registerFunction(`${type}.sub(${type}): ${type}`, (a, b) => a.minus(b));
}

type Comparable = bigint | number | string;

function isSorted(list: readonly Comparable[]): boolean {
  return list.every((one, index) => index === 0 || list[index - 1] <= one);
}

function extreme(list: readonly Comparable[], sign: 1 | -1): Comparable {
  let found = orThrow(list[0], 'an empty list');
  for (const one of list) {
    if (sign > 0 ? one > found : one < found) found = one;
  }
  return found;
}

/** Source: k8s.io/apiserver, pkg/cel/library/lists.go and ip.go. */
function addRest(env: Environment): void {
  env
    .registerFunction('list.isSorted(): bool', isSorted)
    .registerFunction('list.max(): dyn', list => extreme(list, 1))
    .registerFunction('list.min(): dyn', list => extreme(list, -1))
    .registerFunction('list.indexOf(dyn): int', (list, one) =>
      BigInt(list.indexOf(one)),
    )
    .registerFunction('list.lastIndexOf(dyn): int', (list, one) =>
      BigInt(list.lastIndexOf(one)),
    )
    .registerFunction('isIP(string): bool', text => isIP(text) !== 0)
    .registerFunction('string.replace(string, string): string', (text, a, b) =>
      text.split(a).join(b),
    );
}

/**
 * Where rules of definitions are evaluated: CEL with the functions of
 * Kubernetes that rules of Istio, the Gateway API and cert-manager call. A
 * rule that calls another one is not evaluated; nor is one that calls `find`,
 * of which there is none that takes linear time. What is evaluated is counted
 * down in the budget of that moment.
 *
 * @internal
 */
export function celEnvironment(
  { Environment: Cel }: CelLibrary,
  budget: () => StepBudget,
): Environment {
  const env = new Cel({
    unlistedVariablesAreDyn: false,
    homogeneousAggregateLiterals: false,
    enableOptionalTypes: true,
    limits: LIMITS,
  });
  env.registerVariable('self', 'dyn');
  env.registerVariable('oldSelf', 'dyn');
  addUrls(env);
  addQuantities(env);
  addRest(env);
  addMatches(env, budget);
  meterSteps(env, budget);
  return env;
}
