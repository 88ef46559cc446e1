import type { IncomingMessage } from 'node:http';
import {
  badRequest,
  invalid,
  unsupportedMediaType,
  wrongMediaType,
} from '../apiErrors';
import type { KubeApi } from '../KubeApi';
import { isRecord, type KubeInput, type KubeObject } from '../KubeObject';
import type { AppliedConfigurations } from '../patch/AppliedConfigurations';
import { jsonPatch } from '../patch/jsonPatch';
import { mergePatch } from '../patch/mergePatch';
import { strategicMergePatch } from '../patch/strategicMergePatch';
import type { ResourceType } from '../ResourceType';
import { mediaTypeOf, parseText, readText } from './readBody';

const JSON_PATCH = 'application/json-patch+json';
const MERGE_PATCH = 'application/merge-patch+json';
const STRATEGIC_PATCH = 'application/strategic-merge-patch+json';
const APPLY_PATCH = 'application/apply-patch+yaml';

/** One PATCH request, resolved. @internal */
export interface PatchTarget {
  type: ResourceType;
  namespace: string | undefined;
  name: string;
  subresource?: 'status';
  dryRun: boolean;
  fieldManager?: string;
  /** Whether an apply takes fields over from other managers. */
  force: boolean;
}

function accepted(type: ResourceType): string[] {
  return type.custom
    ? [JSON_PATCH, MERGE_PATCH, APPLY_PATCH]
    : [JSON_PATCH, MERGE_PATCH, STRATEGIC_PATCH, APPLY_PATCH];
}

function patched(mediaType: string, live: KubeObject, patch: unknown): unknown {
  switch (mediaType) {
    case JSON_PATCH:
      return jsonPatch(live, patch);
    case MERGE_PATCH:
      return mergePatch(live, patch);
    default:
      return strategicMergePatch(live, patch);
  }
}

function assertObject(value: unknown): KubeInput {
  if (isRecord(value)) return value;
  throw badRequest('the patch does not leave an object');
}

function applyPatch(
  api: KubeApi,
  applied: AppliedConfigurations,
  target: PatchTarget,
  wanted: KubeInput,
): { object: KubeObject; created: boolean } {
  const { type, namespace, name, dryRun, subresource, fieldManager, force } =
    target;
  if (!fieldManager) {
    throw invalid({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', [
      {
        type: 'FieldValueRequired',
        field: 'fieldManager',
        body: 'Required value: is required for apply patch',
      },
    ]);
  }
  const input: KubeInput = {
    ...wanted,
    metadata: { ...wanted.metadata, name },
  };
  const live = api.store.get(type, namespace, name);
  if (live && !force) applied.assertNoConflict(live, fieldManager, input);
  const object = live
    ? api.update(target, applied.merge(type, live, fieldManager, input), {
        dryRun,
        subresource,
      })
    : api.create(type, namespace, input, { dryRun });
  if (!dryRun) applied.remember(object.metadata.uid, fieldManager, input);
  return { object, created: !live };
}

/** Answers a PATCH: reads the patch, applies it to what is there and stores the outcome. @internal */
export async function patchObject(
  api: KubeApi,
  applied: AppliedConfigurations,
  target: PatchTarget,
  request: IncomingMessage,
): Promise<{ object: KubeObject; created: boolean }> {
  const { type, namespace, name, dryRun, subresource } = target;
  const mediaType = mediaTypeOf(request);
  if (!accepted(type).includes(mediaType)) {
    // routes of custom resources name what they take, those of built-in types do not
    throw type.custom ? unsupportedMediaType(accepted(type)) : wrongMediaType();
  }
  const apply = mediaType === APPLY_PATCH;
  const patch = parseText(await readText(request), apply, type.kind);
  if (apply) return applyPatch(api, applied, target, assertObject(patch));
  // A patch that names no resourceVersion is applied to whatever is there.
  const live = api.get(type, namespace, name);
  const wanted = assertObject(patched(mediaType, live, patch));
  const object = api.update(target, wanted, { dryRun, subresource });
  return { object, created: false };
}
