/** One condition on a label. @internal */
export interface Requirement {
  key: string;
  operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt';
  values: readonly string[];
}

/** Whether labels meet every requirement, as k8s.io/apimachinery/pkg/labels judges. @internal */
export function matchesRequirements(
  requirements: readonly Requirement[],
  labels: Readonly<Record<string, string>> = {},
): boolean {
  return requirements.every(({ key, operator, values }) => {
    const present = Object.hasOwn(labels, key);
    const label = labels[key];
    switch (operator) {
      case 'In':
        return present && values.includes(label);
      case 'NotIn':
        return !present || !values.includes(label);
      case 'Exists':
        return present;
      case 'DoesNotExist':
        return !present;
      case 'Gt':
        return present && Number(label) > Number(values[0]);
      default:
        return present && Number(label) < Number(values[0]);
    }
  });
}
