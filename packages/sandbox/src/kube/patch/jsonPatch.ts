import { isDeepStrictEqual } from 'node:util';
import { ApiError } from '../ApiError';
import { badRequest } from '../apiErrors';
import { isRecord } from '../KubeObject';

interface Operation {
  op: string;
  path: string;
  from?: string;
  value?: unknown;
}

function unprocessable(message: string): ApiError {
  return new ApiError(
    422,
    'Invalid',
    `the server rejected our request due to an error in our request`,
    { causes: [{ message }] },
  );
}

function steps(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map(step => step.replace(/~1/g, '/').replace(/~0/g, '~'));
}

function read(document: unknown, path: string[]): unknown {
  return path.reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return value[Number(step)];
    return isRecord(value) ? value[step] : undefined;
  }, document);
}

function indexOf(list: unknown[], step: string, operation: Operation): number {
  const index = step === '-' ? list.length : Number(step);
  if (!Number.isInteger(index) || index < 0 || index > list.length) {
    throw unprocessable(`${operation.op} operation does not apply: ${step}`);
  }
  return index;
}

function change(
  document: unknown,
  path: string[],
  operation: Operation,
  edit: 'add' | 'replace' | 'remove',
  value?: unknown,
): void {
  const parent = read(document, path.slice(0, -1));
  const step = path[path.length - 1];
  if (Array.isArray(parent)) {
    const index = indexOf(parent, step, operation);
    if (edit === 'add') parent.splice(index, 0, value);
    else if (index >= parent.length) throw missing(operation);
    else if (edit === 'replace') parent[index] = value;
    else parent.splice(index, 1);
    return;
  }
  if (!isRecord(parent)) throw missing(operation);
  if (edit !== 'add' && !Object.hasOwn(parent, step)) throw missing(operation);
  if (edit === 'remove') delete parent[step];
  else parent[step] = value;
}

function missing({ op, path }: Operation): ApiError {
  return unprocessable(
    `${op} operation does not apply: doc is missing path: ${path}: missing value`,
  );
}

function applyOne(document: unknown, operation: Operation): void {
  const path = steps(operation.path);
  switch (operation.op) {
    case 'add':
    case 'replace':
    case 'remove':
      change(document, path, operation, operation.op, operation.value);
      return;
    case 'test':
      if (!isDeepStrictEqual(read(document, path), operation.value)) {
        throw unprocessable(
          `testing value ${operation.path} failed: test failed`,
        );
      }
      return;
    case 'move':
    case 'copy': {
      const from = steps(operation.from ?? '');
      const value = read(document, from);
      if (value === undefined) throw missing(operation);
      if (operation.op === 'move') change(document, from, operation, 'remove');
      change(document, path, operation, 'add', structuredClone(value));
      return;
    }
    default:
      throw badRequest(`Unexpected kind: ${operation.op}`);
  }
}

/** Applies a JSON patch (RFC 6902) and returns the new document. @internal */
export function jsonPatch(target: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch)) {
    throw badRequest(
      'json: cannot unmarshal object into Go value of type jsonpatch.Patch',
    );
  }
  const document = structuredClone(target);
  for (const operation of patch) {
    if (
      !isRecord(operation) ||
      typeof operation.op !== 'string' ||
      typeof operation.path !== 'string'
    ) {
      throw badRequest('every operation of a JSON patch needs op and path');
    }
    applyOne(document, {
      op: operation.op,
      path: operation.path,
      from: typeof operation.from === 'string' ? operation.from : undefined,
      value: operation.value,
    });
  }
  return document;
}
