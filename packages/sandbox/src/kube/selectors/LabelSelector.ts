import { matchesRequirements, type Requirement } from './Requirement';

/** A label selector as objects carry it. @internal */
export interface LabelSelector {
  matchLabels?: Readonly<Record<string, string>>;
  matchExpressions?: readonly {
    key: string;
    operator: string;
    values?: readonly string[];
  }[];
}

/** Whether labels meet a selector; an empty one matches everything, an absent one nothing. @internal */
export function matchesLabelSelector(
  selector: LabelSelector | undefined,
  labels: Readonly<Record<string, string>> | undefined,
): boolean {
  if (!selector) return false;
  const requirements: Requirement[] = [
    ...Object.entries(selector.matchLabels ?? {}).map(
      ([key, value]): Requirement => ({ key, operator: 'In', values: [value] }),
    ),
    ...(selector.matchExpressions ?? []).map(
      ({ key, operator, values = [] }): Requirement => ({
        key,
        // the four operators of the field are a subset of a requirement's
        operator: operator as Requirement['operator'],
        values,
      }),
    ),
  ];
  return matchesRequirements(requirements, labels);
}
