import type { LabelSelector } from '../model/objectMeta';
import { compact, fields, list, stringMap, text, texts } from './fields';

/** A label selector; undefined when the field is absent, empty when it selects all. */
export function trimSelector(raw: unknown): LabelSelector | undefined {
  if (raw === undefined || raw === null) return undefined;
  const selector = fields(raw);
  const expressions = list(selector.matchExpressions)
    .map(fields)
    .flatMap(expression => {
      const key = text(expression.key);
      const operator = text(expression.operator);
      return key && operator
        ? [
            {
              key,
              operator,
              values: list(expression.values).filter(
                (value): value is string => typeof value === 'string',
              ),
            },
          ]
        : [];
    });
  return compact({
    matchLabels: stringMap(selector.matchLabels),
    matchExpressions: expressions.length > 0 ? expressions : undefined,
  });
}

/** A selector of exact labels, as Istio's own types have it: `{matchLabels}`. */
export function trimMatchLabels(raw: unknown) {
  return stringMap(fields(raw).matchLabels);
}

/** The names of an `exportTo` list. */
export function trimExportTo(raw: unknown): string[] {
  return texts(raw);
}
