import { Refusal } from '../git/FakePull';
import type { Body } from './GitlabState';

/** What a parameter has to be. */
export interface Param {
  required?: boolean;
  type: 'string' | 'boolean' | 'array';
  values?: readonly string[];
}

/** A refusal of Grape, which checks parameters before anything else. */
export class InvalidParams extends Refusal {
  constructor(message: string) {
    super(400, message);
  }
}

/**
 * Checks parameters as GitLab's API declares them. Those it does not know it
 * would ignore; here they are refused, since they could only be mistakes.
 */
export function checkParams(
  body: Body,
  params: Readonly<Record<string, Param>>,
  prefix = '',
): void {
  const named = (name: string) => (prefix ? `${prefix}[${name}]` : name);
  for (const [name, { required, type, values }] of Object.entries(params)) {
    const value = body[name];
    if (value === undefined) {
      if (required) throw new InvalidParams(`${named(name)} is missing`);
      continue;
    }
    const actual = Array.isArray(value) ? 'array' : typeof value;
    if (actual !== type) throw new InvalidParams(`${named(name)} is invalid`);
    if (values && !values.includes(String(value))) {
      throw new InvalidParams(`${named(name)} does not have a valid value`);
    }
  }
  const unknown = Object.keys(body).find(name => !Object.hasOwn(params, name));
  if (unknown) throw new InvalidParams(`${named(unknown)} is not declared`);
}
