import { ApiError, type StatusCause } from './ApiError';
import { qualifiedResource } from './ResourceType';

/*
 * Wording and codes as k8s.io/apimachinery/pkg/api/errors formulates them:
 * clients match on these sentences.
 */

interface Resource {
  group: string;
  plural: string;
}

/** One field that is wrong, as k8s.io/apimachinery field.Error has it. @internal */
export interface FieldError {
  type:
    | 'FieldValueRequired'
    | 'FieldValueInvalid'
    | 'FieldValueNotSupported'
    | 'FieldValueForbidden'
    | 'FieldValueTypeInvalid'
    | 'FieldValueDuplicate'
    | 'FieldValueNotFound'
    | 'FieldValueTooMany'
    | 'FieldValueTooLong';
  field: string;
  /** What follows the field in the message. */
  body: string;
}

function details({ group, plural }: Resource, name?: string) {
  return {
    ...(name && { name }),
    ...(group && { group }),
    kind: plural,
  };
}

const quote = (text: string) => JSON.stringify(text);

export const notFound = (resource: Resource, name: string) =>
  new ApiError(
    404,
    'NotFound',
    `${qualifiedResource(resource)} ${quote(name)} not found`,
    details(resource, name),
  );

/** What an unknown path or an uninstalled resource answers. */
export const noSuchResource = () =>
  new ApiError(
    404,
    'NotFound',
    'the server could not find the requested resource',
    {},
  );

export const alreadyExists = (resource: Resource, name: string) =>
  new ApiError(
    409,
    'AlreadyExists',
    `${qualifiedResource(resource)} ${quote(name)} already exists`,
    details(resource, name),
  );

export const conflict = (resource: Resource, name: string, cause: string) =>
  new ApiError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualifiedResource(resource)} ${quote(
      name,
    )}: ${cause}`,
    details(resource, name),
  );

/** Fields that other managers have applied with other values. */
export function applyConflict(
  conflicts: readonly { owner: string; path: string }[],
): ApiError {
  const owners = [...new Set(conflicts.map(({ owner }) => owner))];
  const parts = owners.map(owner => {
    const paths = conflicts.filter(item => item.owner === owner);
    return paths.length === 1
      ? `conflict with ${quote(owner)}: ${paths[0].path}`
      : `conflicts with ${quote(owner)}:\n${paths
          .map(({ path }) => `- ${path}`)
          .join('\n')}`;
  });
  const count = conflicts.length;
  return new ApiError(
    409,
    'Conflict',
    `Apply failed with ${count} conflict${count === 1 ? '' : 's'}: ${parts.join(
      '\n',
    )}`,
    {
      causes: conflicts.map(({ owner, path }) => ({
        reason: 'FieldManagerConflict',
        message: `conflict with ${quote(owner)}`,
        field: path,
      })),
    },
  );
}

export const forbidden = (resource: Resource, name: string, cause: string) =>
  new ApiError(
    403,
    'Forbidden',
    `${qualifiedResource(resource)}${
      name ? ` ${quote(name)}` : ''
    } is forbidden: ${cause}`,
    details(resource, name),
  );

export const forbiddenPath = (user: string, verb: string, path: string) =>
  new ApiError(
    403,
    'Forbidden',
    `forbidden: User ${quote(user)} cannot ${verb} path ${quote(path)}`,
    {},
  );

export const unauthorized = () =>
  new ApiError(401, 'Unauthorized', 'Unauthorized');

export const badRequest = (message: string) =>
  new ApiError(400, 'BadRequest', message);

export const expired = (message: string, continueToken?: string) =>
  new ApiError(
    410,
    'Expired',
    message,
    undefined,
    continueToken ? { continue: continueToken } : {},
  );

/** For paths that carry no resource of their own. */
export const methodNotAllowedHere = () =>
  new ApiError(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );

export const unsupportedMediaType = (accepted: readonly string[]) =>
  new ApiError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(
      ', ',
    )}`,
  );

/** What routes of built-in types answer before they look at the body. */
export const wrongMediaType = () =>
  new ApiError(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {});

export const tooLarge = (limit: number) =>
  new ApiError(
    413,
    'RequestEntityTooLarge',
    `Request entity too large: limit is ${limit}`,
  );

export const resourceVersionTooLarge = (asked: number, current: number) =>
  new ApiError(
    504,
    'Timeout',
    `Timeout: Too large resource version: ${asked}, current: ${current}`,
    {
      causes: [
        {
          reason: 'ResourceVersionTooLarge',
          message: 'Too large resource version',
        },
      ],
      retryAfterSeconds: 1,
    },
  );

export const internalError = (message: string) =>
  new ApiError(500, 'InternalError', `Internal error occurred: ${message}`, {
    causes: [{ message }],
  });

/** 422 with every wrong field, worded as the API server's field errors are. */
export function invalid(
  type: { group: string; kind: string },
  name: string,
  errors: readonly FieldError[],
): ApiError {
  const causes: StatusCause[] = errors.map(error => ({
    reason: error.type,
    message: error.body,
    field: error.field,
  }));
  const sentences = [...new Set(errors.map(e => `${e.field}: ${e.body}`))];
  const text =
    sentences.length === 1 ? sentences[0] : `[${sentences.join(', ')}]`;
  const kind = type.group ? `${type.kind}.${type.group}` : type.kind;
  return new ApiError(
    422,
    'Invalid',
    `${kind} ${quote(name)} is invalid: ${text}`,
    {
      ...(name && { name }),
      ...(type.group && { group: type.group }),
      ...(type.kind && { kind: type.kind }),
      causes,
    },
  );
}
