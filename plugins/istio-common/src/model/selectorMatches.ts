import type { LabelSelector, StringMap } from './objectMeta';

const NO_LABELS: StringMap = {};

/** Whether every label of the selector stands on the object. An empty selector matches. */
export function isSubset(
  selector: StringMap | undefined,
  labels: StringMap | undefined,
): boolean {
  if (!selector) return true;
  const present = labels ?? NO_LABELS;
  // Run for every pair of policy and workload: no list of the keys is made.
  for (const key in selector) {
    if (!Object.hasOwn(selector, key)) continue;
    if (!Object.hasOwn(present, key) || present[key] !== selector[key]) {
      return false;
    }
  }
  return true;
}

function expressionMatches(
  expression: NonNullable<LabelSelector['matchExpressions']>[number],
  labels: StringMap,
): boolean {
  const has = Object.hasOwn(labels, expression.key);
  const listed = has && expression.values.includes(labels[expression.key]);
  switch (expression.operator) {
    case 'In':
      return listed;
    case 'NotIn':
      // An absent key is "not in" too.
      return !listed;
    case 'Exists':
      return has;
    case 'DoesNotExist':
      return !has;
    default:
      return false;
  }
}

/**
 * Whether a Kubernetes label selector matches. An absent or empty selector
 * matches everything, as in admission webhooks.
 * Source: k8s.io/apimachinery, LabelSelectorAsSelector.
 */
export function selectorMatches(
  selector: LabelSelector | undefined,
  labels: StringMap | undefined,
): boolean {
  if (!selector) return true;
  return (
    isSubset(selector.matchLabels, labels) &&
    (selector.matchExpressions ?? []).every(expression =>
      expressionMatches(expression, labels ?? NO_LABELS),
    )
  );
}
