import { invalid } from '../apiErrors';
import type { KubeObject } from '../KubeObject';
import type { ResourceType } from '../ResourceType';
import { fieldErrors } from './fieldErrors';
import { loadedSchema } from './schemas';

/**
 * Refuses a custom resource that the schema of its definition would refuse.
 * What is not in the schema packages passes, as with an open definition.
 *
 * @internal
 */
export function validateFields(type: ResourceType, object: KubeObject): void {
  if (!type.custom) return;
  const check = loadedSchema(object.apiVersion, type.kind);
  // metadata has been judged already, and not by the same rules
  const { metadata, ...rest } = object;
  const errors = check?.(rest) ?? [];
  if (errors.length > 0) {
    throw invalid(type, metadata.name, fieldErrors(rest, errors));
  }
}
