import { ForgeError } from '../ForgeError';
import { isRefName } from '../repository/isRefName';

type Body = Record<string, unknown>;

/** A text field; missing is empty. @internal */
export function text(body: Body, name: string): string {
  const value = body[name];
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') throw wrongType(name, 'string');
  return value;
}

/** A text field that must be there, with the words of Gitea's form binding. @internal */
export function requiredText(body: Body, name: string, title: string): string {
  const value = text(body, name);
  if (value === '') throw new ForgeError(422, `[${title}]: Required`);
  return value;
}

/** A branch name, or empty. @internal */
export function refName(body: Body, name: string, title: string): string {
  const value = text(body, name);
  if (value !== '' && !isRefName(value)) {
    throw new ForgeError(422, `[${title}]: GitRefName`);
  }
  return value;
}

/** @internal */
export function flag(body: Body, name: string): boolean {
  return body[name] === true;
}

/** @internal */
export function list(body: Body, name: string): unknown[] {
  const value = body[name];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw wrongType(name, 'array');
  return value;
}

/** @internal */
export function object(body: Body, name: string): Body {
  const value = body[name];
  if (value === undefined || value === null) return {};
  return asObject(value, name);
}

/** @internal */
export function asObject(value: unknown, name: string): Body {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrongType(name, 'object');
  }
  // Checked just above; its fields are read through this file only.
  return value as Body;
}

/** Bytes that travel as base64. @internal */
export function base64(body: Body, name: string): Buffer {
  const value = text(body, name).replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(value) || value.length % 4 !== 0) {
    throw new ForgeError(422, 'illegal base64 data at input byte 0');
  }
  return Buffer.from(value, 'base64');
}

function wrongType(name: string, wanted: string) {
  return new ForgeError(422, `[]: ${name} must be of type ${wanted}`);
}
