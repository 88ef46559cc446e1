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

/** A real server does not say which operation failed, or why. */
function unprocessable(): ApiError {
  return new ApiError(
    422,
    'Invalid',
    'the server rejected our request due to an error in our request',
    {},
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

function indexOf(list: unknown[], step: string): number {
  const index = step === '-' ? list.length : Number(step);
  if (!Number.isInteger(index) || index < 0 || index > list.length) {
    throw unprocessable();
  }
  return index;
}

function change(
  document: unknown,
  path: string[],
  edit: 'add' | 'replace' | 'remove',
  value?: unknown,
): void {
  const parent = read(document, path.slice(0, -1));
  const step = path[path.length - 1];
  if (Array.isArray(parent)) {
    const index = indexOf(parent, step);
    if (edit === 'add') parent.splice(index, 0, value);
    else if (index >= parent.length) throw unprocessable();
    else if (edit === 'replace') parent[index] = value;
    else parent.splice(index, 1);
    return;
  }
  if (!isRecord(parent)) throw unprocessable();
  if (edit === 'remove') {
    if (!Object.hasOwn(parent, step)) throw unprocessable();
    delete parent[step];
  } else {
    // replacing a field that is not there adds it, as the API server's library does
    parent[step] = value;
  }
}

function applyOne(document: unknown, operation: Operation): void {
  const path = steps(operation.path);
  switch (operation.op) {
    case 'add':
    case 'replace':
    case 'remove':
      change(document, path, operation.op, operation.value);
      return;
    case 'test':
      if (!isDeepStrictEqual(read(document, path), operation.value)) {
        throw unprocessable();
      }
      return;
    case 'move':
    case 'copy': {
      const from = steps(operation.from ?? '');
      const value = read(document, from);
      if (value === undefined) throw unprocessable();
      if (operation.op === 'move') change(document, from, 'remove');
      change(document, path, 'add', structuredClone(value));
      return;
    }
    default:
      throw unprocessable();
  }
}

/** Applies a JSON patch (RFC 6902) and returns the new document. @internal */
export function jsonPatch(target: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch)) {
    throw badRequest(
      'error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp',
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
