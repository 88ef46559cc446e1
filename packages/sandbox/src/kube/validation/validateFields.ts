import { invalid, type FieldError } from '../apiErrors';
import type { KubeObject } from '../KubeObject';
import type { ResourceType } from '../ResourceType';
import { fieldErrors } from './fieldErrors';
import { schemaCheck } from './schemas';

/** What a server adds when a definition also has rules and the object was too wrong to try them. */
const RULES_SKIPPED: FieldError = {
  type: 'FieldValueInvalid',
  field: '<nil>',
  body: 'Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
};

/** Whether the product's definition carries validation rules (x-kubernetes-validations). */
function hasRules({ group, kind }: ResourceType): boolean {
  return (
    group.endsWith('istio.io') ||
    group === 'gateway.networking.k8s.io' ||
    kind === 'Issuer' ||
    kind === 'ClusterIssuer'
  );
}

function isBlocking({ type }: FieldError): boolean {
  return [
    'FieldValueNotSupported',
    'FieldValueRequired',
    'FieldValueTooLong',
    'FieldValueTooMany',
    'FieldValueTypeInvalid',
  ].includes(type);
}

/**
 * Refuses a custom resource that the schema of its definition would refuse.
 * What is not in the schema packages passes, as with an open definition.
 *
 * @internal
 */
export function validateFields(type: ResourceType, object: KubeObject): void {
  if (!type.custom) return;
  const check = schemaCheck(object.apiVersion, type.kind);
  // metadata has been judged already, and not by the same rules; that it is there is all a schema may ask
  const { metadata } = object;
  const rest = { ...object, metadata: {} };
  const errors = check?.(rest) ?? [];
  if (errors.length > 0) {
    const found = fieldErrors(rest, errors);
    const skipped = hasRules(type) && found.some(isBlocking);
    throw invalid(
      type,
      metadata.name,
      skipped ? [...found, RULES_SKIPPED] : found,
    );
  }
}
