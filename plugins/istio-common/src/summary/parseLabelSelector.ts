import type { LabelSelector } from '../model/objectMeta';

type Expression = NonNullable<LabelSelector['matchExpressions']>[number];

const KEY = '[A-Za-z0-9][A-Za-z0-9._/-]*';
const VALUE = '[A-Za-z0-9._-]*';
const EQUALS = new RegExp(`^(${KEY})\\s*(==|=|!=)\\s*(${VALUE})$`);
const SET = new RegExp(`^(${KEY})\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const EXISTS = new RegExp(`^(!?)\\s*(${KEY})$`);

function parseTerm(term: string): Expression | undefined {
  const equals = EQUALS.exec(term);
  if (equals) {
    const [, key, sign, value] = equals;
    const operator = sign === '!=' ? 'NotIn' : 'In';
    return { key, operator, values: [value] };
  }
  const set = SET.exec(term);
  if (set) {
    const [, key, word, values] = set;
    return {
      key,
      operator: word === 'in' ? 'In' : 'NotIn',
      values: values.split(',').map(value => value.trim()),
    };
  }
  const exists = EXISTS.exec(term);
  if (!exists) return undefined;
  const [, not, key] = exists;
  return { key, operator: not ? 'DoesNotExist' : 'Exists', values: [] };
}

/**
 * Reads a label selector as kubectl takes it, `app=cart,tier in (web, api)`.
 * Undefined when it cannot be read.
 */
export function parseLabelSelector(text: string): LabelSelector | undefined {
  // Commas inside parentheses separate values, not terms.
  const terms = text
    .split(/,(?![^(]*\))/)
    .map(term => term.trim())
    .filter(term => term !== '');
  const matchExpressions: Expression[] = [];
  for (const term of terms) {
    const expression = parseTerm(term);
    if (!expression) return undefined;
    matchExpressions.push(expression);
  }
  return matchExpressions.length > 0 ? { matchExpressions } : undefined;
}
