import type { IncomingMessage } from 'node:http';
import { badRequest, invalid } from '../apiErrors';
import type { DeleteOptions } from '../KubeApi';
import { isRecord, type KubeInput } from '../KubeObject';
import { apiVersionOf, type ResourceType } from '../ResourceType';
import { parseText, readObject, readText } from './readBody';

/** Whether a request is only to be tried; kind of its options is for the refusal. @internal */
export function isDryRun(
  query: URLSearchParams,
  optionsKind:
    | 'CreateOptions'
    | 'UpdateOptions'
    | 'PatchOptions'
    | 'DeleteOptions',
): boolean {
  const asked = query.getAll('dryRun');
  if (asked.some(value => value !== 'All')) {
    throw invalid({ group: 'meta.k8s.io', kind: optionsKind }, '', [
      {
        type: 'FieldValueNotSupported',
        field: 'dryRun',
        body: `Unsupported value: ${JSON.stringify(
          asked,
        )}: supported values: "All"`,
      },
    ]);
  }
  return asked.length > 0;
}

/** Fields of built-in types that hold text by key, which Go refuses to fill with anything else. */
function assertTexts(type: ResourceType, version: string, input: KubeInput) {
  const maps: [string, unknown][] = [
    ['ObjectMeta.metadata.labels', input.metadata?.labels],
    ['ObjectMeta.metadata.annotations', input.metadata?.annotations],
    [
      `${type.kind}.data`,
      type.plural === 'configmaps' ? input.data : undefined,
    ],
  ];
  for (const [field, map] of maps) {
    const wrong = Object.values(isRecord(map) ? map : {}).find(
      value => typeof value !== 'string',
    );
    if (wrong !== undefined) {
      throw badRequest(
        `${type.kind} in version "${version}" cannot be handled as a ${
          type.kind
        }: json: cannot unmarshal ${goTypeOf(
          wrong,
        )} into Go struct field ${field} of type string`,
      );
    }
  }
}

function goTypeOf(value: unknown): string {
  if (typeof value === 'boolean') return 'bool';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** The object in a request's body, refused when it is of another type. @internal */
export async function readInput(
  request: IncomingMessage,
  type: ResourceType,
  version: string,
): Promise<KubeInput> {
  const input: KubeInput = await readObject(request, type.kind);
  const expected = apiVersionOf(type, version);
  const { apiVersion = expected, kind = type.kind } = input;
  if (type.custom && apiVersion !== expected) {
    throw badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${expected})`,
    );
  }
  if (type.custom && kind !== type.kind) {
    throw badRequest(
      `the kind in the data (${kind}) does not match the expected kind (${type.kind})`,
    );
  }
  if (apiVersion !== expected || kind !== type.kind) {
    const found = apiVersion.slice(apiVersion.lastIndexOf('/') + 1);
    throw badRequest(
      `${kind} in version "${found}" cannot be handled as a ${type.kind}: no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/runtime/scheme.go:111"`,
    );
  }
  assertTexts(type, version, input);
  return input;
}

const POLICIES = ['Background', 'Foreground', 'Orphan'] as const;

/** The options of a delete, from the query and the body. @internal */
export async function readDeleteOptions(
  request: IncomingMessage,
  query: URLSearchParams,
): Promise<DeleteOptions> {
  const text = await readText(request);
  const body = text ? parseText(text, false, 'DeleteOptions') : {};
  const sent = isRecord(body) ? body : {};
  const preconditions = isRecord(sent.preconditions) ? sent.preconditions : {};
  const policy = query.get('propagationPolicy') ?? sent.propagationPolicy;
  const known = POLICIES.find(name => name === policy);
  if (policy && !known) {
    throw invalid({ group: 'meta.k8s.io', kind: 'DeleteOptions' }, '', [
      {
        type: 'FieldValueNotSupported',
        field: 'propagationPolicy',
        body: `Unsupported value: ${JSON.stringify(
          policy,
        )}: supported values: "Foreground", "Background", "Orphan", "nil"`,
      },
    ]);
  }
  const dryRun = Array.isArray(sent.dryRun) && sent.dryRun.includes('All');
  const { uid, resourceVersion } = preconditions;
  return {
    dryRun: dryRun || isDryRun(query, 'DeleteOptions'),
    ...(typeof uid === 'string' && { uid }),
    ...(typeof resourceVersion === 'string' && { resourceVersion }),
    propagationPolicy: known,
  };
}
