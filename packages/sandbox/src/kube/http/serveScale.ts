import { invalid, methodNotAllowedHere } from '../apiErrors';
import type { KubeApi } from '../KubeApi';
import { isRecord, type KubeObject } from '../KubeObject';
import { jsonPatch } from '../patch/jsonPatch';
import { mergePatch } from '../patch/mergePatch';
import type { ResourceType } from '../ResourceType';
import { sendJson, type Backing, type Exchange } from './Exchange';
import { mediaTypeOf, parseText, readObject, readText } from './readBody';
import { isDryRun } from './requestBody';

const SCALABLE = new Set(['deployments', 'replicasets', 'statefulsets']);

/** Whether a type has the `/scale` subresource. @internal */
export function isScalable(type: ResourceType): boolean {
  return type.group === 'apps' && SCALABLE.has(type.plural);
}

const fields = (value: unknown) => (isRecord(value) ? value : {});

function scaleOf({ metadata, spec, status }: KubeObject) {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  const labels = fields(fields(fields(spec).selector).matchLabels);
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: fields(spec).replicas },
    status: {
      replicas: Number(fields(status).replicas ?? 0),
      selector: Object.entries(labels)
        .map(([key, value]) => `${key}=${value}`)
        .join(','),
    },
  };
}

async function wantedScale(
  { request, info }: Exchange,
  current: object,
): Promise<Record<string, unknown>> {
  if (info.verb === 'update') return readObject(request, 'Scale');
  const patch = parseText(await readText(request), false, 'Scale');
  const apply =
    mediaTypeOf(request) === 'application/json-patch+json'
      ? jsonPatch
      : mergePatch;
  return fields(apply(current, patch));
}

function replicasIn(scale: Record<string, unknown>, name: string): number {
  const replicas = Number(fields(scale.spec).replicas ?? 0);
  if (Number.isInteger(replicas) && replicas >= 0) return replicas;
  throw invalid({ group: 'autoscaling', kind: 'Scale' }, name, [
    {
      type: 'FieldValueInvalid',
      field: 'spec.replicas',
      body: `Invalid value: ${replicas}: must be greater than or equal to 0`,
    },
  ]);
}

function rescale(
  api: KubeApi,
  type: ResourceType,
  current: KubeObject,
  replicas: number,
  dryRun: boolean,
): KubeObject {
  const { namespace, name } = current.metadata;
  return api.update(
    { type, namespace, name },
    { ...current, spec: { ...fields(current.spec), replicas } },
    { dryRun },
  );
}

/** Answers requests on `/scale`: the replicas of a workload and nothing else. @internal */
export async function serveScale(
  { api }: Backing,
  exchange: Exchange,
  type: ResourceType,
): Promise<void> {
  const { info, query, response } = exchange;
  const name = info.name ?? '';
  const current = api.get(type, info.namespace, name);
  if (info.verb === 'get') {
    sendJson(response, 200, JSON.stringify(scaleOf(current)));
    return;
  }
  if (info.verb !== 'update' && info.verb !== 'patch') {
    throw methodNotAllowedHere();
  }
  const scale = await wantedScale(exchange, scaleOf(current));
  const dryRun = isDryRun(query, 'UpdateOptions');
  const next = rescale(api, type, current, replicasIn(scale, name), dryRun);
  sendJson(response, 200, JSON.stringify(scaleOf(next)));
}
