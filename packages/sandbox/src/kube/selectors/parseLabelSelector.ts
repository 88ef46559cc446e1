import { badRequest } from '../apiErrors';
import { labelKeyProblem } from '../validation/validateMetadata';
import type { Requirement } from './Requirement';

interface Token {
  text: string;
  symbol: boolean;
}

const SYMBOLS = /^(!=|==|=|!|,|\(|\)|>|<)/;
const WORD = /^[^\s!=,()<>]+/;

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let rest = text.trimStart();
  while (rest) {
    const match = SYMBOLS.exec(rest) ?? WORD.exec(rest);
    if (!match) break;
    tokens.push({ text: match[0], symbol: SYMBOLS.test(match[0]) });
    rest = rest.slice(match[0].length).trimStart();
  }
  return tokens;
}

/** Wrong inside one requirement; wrong between requirements has no such prefix. */
const unparsable = (reason: string) =>
  badRequest(`unable to parse requirement: ${reason}`);

/** Reads tokens one after the other. */
class Reader {
  private position = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get next(): string | undefined {
    return this.tokens[this.position]?.text;
  }

  get atWord(): boolean {
    return this.tokens[this.position]?.symbol === false;
  }

  take(): string {
    const text = this.next ?? '';
    this.position += 1;
    return text;
  }

  /** A value may be missing: `a=` selects the empty string. */
  value(): string {
    return this.atWord ? this.take() : '';
  }

  /** `(x, y)` */
  values(): string[] {
    const opening = this.take();
    if (opening !== '(') throw unparsable(`found '${opening}' expected: '('`);
    const found = [this.value()];
    let after = this.take();
    while (after === ',') {
      found.push(this.value());
      after = this.take();
    }
    if (after !== ')') {
      throw unparsable(`found '${after}', expected: ',' or ')'`);
    }
    return found;
  }

  key(): string {
    if (!this.atWord) {
      throw unparsable(`found '${this.next ?? ''}', expected: identifier`);
    }
    const key = this.take();
    const problem = labelKeyProblem(key);
    if (problem) {
      throw unparsable(
        `<nil>: Invalid value: ${JSON.stringify(key)}: ${problem}`,
      );
    }
    return key;
  }
}

function comparison(key: string, reader: Reader): Requirement {
  const operator = reader.take() === '>' ? 'Gt' : 'Lt';
  const value = reader.value();
  if (!/^-?\d+$/.test(value)) {
    throw unparsable(
      `values[0]: Invalid value: ${JSON.stringify(
        value,
      )}: for 'Gt', 'Lt' operators, the value must be an integer`,
    );
  }
  return { key, operator, values: [value] };
}

function readRequirement(reader: Reader): Requirement {
  if (reader.next === '!') {
    reader.take();
    return { key: reader.key(), operator: 'DoesNotExist', values: [] };
  }
  const key = reader.key();
  switch (reader.next) {
    case undefined:
    case ',':
      return { key, operator: 'Exists', values: [] };
    case '=':
    case '==':
      reader.take();
      return { key, operator: 'In', values: [reader.value()] };
    case '!=':
      reader.take();
      return { key, operator: 'NotIn', values: [reader.value()] };
    case '>':
    case '<':
      return comparison(key, reader);
    case 'in':
      reader.take();
      return { key, operator: 'In', values: reader.values() };
    case 'notin':
      reader.take();
      return { key, operator: 'NotIn', values: reader.values() };
    default:
      throw unparsable(
        `found '${reader.next}', expected: in, notin, =, ==, !=, gt, lt`,
      );
  }
}

/**
 * Reads a label selector in its query form, equality and set based:
 * `a=b,c!=d,e in (x,y),f notin (z),g,!h,i>3`. Grammar and sentences of
 * k8s.io/apimachinery/pkg/labels.
 *
 * @internal
 */
export function parseLabelSelector(selector: string): Requirement[] {
  const reader = new Reader(tokenize(selector));
  const requirements: Requirement[] = [];
  while (reader.next !== undefined) {
    if (!reader.atWord && reader.next !== '!') {
      throw badRequest(
        `found '${reader.next}', expected: !, identifier, or 'end of string'`,
      );
    }
    requirements.push(readRequirement(reader));
    if (reader.next !== undefined && reader.next !== ',') {
      throw badRequest(
        `found '${reader.next}', expected: ',' or 'end of string'`,
      );
    }
    reader.take();
  }
  return requirements;
}
