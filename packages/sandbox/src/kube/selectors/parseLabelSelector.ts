import { badRequest } from '../apiErrors';
import type { Requirement } from './Requirement';

type Token = { text: string; symbol: boolean };

const SYMBOLS = /^(!=|==|=|!|,|\(|\)|>|<)/;
const WORD = /^[^\s!=,()<>]+/;

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let rest = text.trimStart();
  while (rest) {
    const match = SYMBOLS.exec(rest) ?? WORD.exec(rest);
    if (!match) throw unparsable(text, `found '${rest[0]}'`);
    tokens.push({ text: match[0], symbol: SYMBOLS.test(match[0]) });
    rest = rest.slice(match[0].length).trimStart();
  }
  return tokens;
}

function unparsable(_selector: string, reason: string) {
  return badRequest(`unable to parse requirement: ${reason}`);
}

/**
 * Reads a label selector in its query form, equality and set based:
 * `a=b,c!=d,e in (x,y),f notin (z),g,!h,i>3`. Grammar of
 * k8s.io/apimachinery/pkg/labels.
 *
 * @internal
 */
export function parseLabelSelector(selector: string): Requirement[] {
  const tokens = tokenize(selector);
  const requirements: Requirement[] = [];
  let position = 0;

  const peek = () => tokens[position]?.text;
  const take = (): string => {
    const token = tokens[position];
    position += 1;
    return token?.text ?? '';
  };
  const word = (): string => {
    const token = tokens[position];
    if (!token || token.symbol) {
      throw unparsable(
        selector,
        `found '${token?.text ?? ''}', expected: identifier`,
      );
    }
    return take();
  };
  /** A value may be missing: `a=` selects the empty string. */
  const value = () =>
    tokens[position] && !tokens[position].symbol ? take() : '';

  const values = (): string[] => {
    if (take() !== '(') {
      throw unparsable(selector, `found '${peek() ?? ''}', expected: '('`);
    }
    const found = [value()];
    while (peek() === ',') {
      take();
      found.push(value());
    }
    if (take() !== ')') {
      throw unparsable(selector, `found '${peek() ?? ''}', expected: ')'`);
    }
    return found;
  };

  const requirement = (): Requirement => {
    if (peek() === '!') {
      take();
      return { key: word(), operator: 'DoesNotExist', values: [] };
    }
    const key = word();
    switch (peek()) {
      case undefined:
      case ',':
        return { key, operator: 'Exists', values: [] };
      case '=':
      case '==':
        take();
        return { key, operator: 'In', values: [value()] };
      case '!=':
        take();
        return { key, operator: 'NotIn', values: [value()] };
      case '>':
      case '<':
        return {
          key,
          operator: take() === '>' ? 'Gt' : 'Lt',
          values: [word()],
        };
      case 'in':
      case 'notin':
        return {
          key,
          operator: take() === 'in' ? 'In' : 'NotIn',
          values: values(),
        };
      default:
        throw unparsable(
          selector,
          `found '${peek()}', expected: in, notin, =, ==, !=, gt, lt`,
        );
    }
  };

  while (position < tokens.length) {
    requirements.push(requirement());
    if (position < tokens.length && take() !== ',') {
      position -= 1;
      throw unparsable(
        selector,
        `found '${peek()}', expected: ',' or 'end of string'`,
      );
    }
  }
  return requirements;
}
