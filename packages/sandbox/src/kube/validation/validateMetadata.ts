import { invalid, type FieldError } from '../apiErrors';
import type { KubeObject } from '../KubeObject';
import type { ResourceType } from '../ResourceType';

const SUBDOMAIN =
  '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';
const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const LABEL_KEY = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const LABEL_VALUE = '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?';

const subdomainMessage = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${SUBDOMAIN}')`;
const labelMessage = `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${LABEL}')`;
const labelKeyMessage = `name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${LABEL_KEY}')`;
const labelValueMessage = `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '${LABEL_VALUE}')`;

const whole = (pattern: string) => new RegExp(`^${pattern}$`);
const NAME = whole(SUBDOMAIN);
const NAME_LABEL = whole(LABEL);
const KEY = whole(LABEL_KEY);
const VALUE = whole(LABEL_VALUE);

/** Types whose name is one DNS label; RBAC objects take any path segment. */
const LABEL_NAMED = new Set(['namespaces', 'services']);
const PATH_NAMED = new Set([
  'clusterroles',
  'clusterrolebindings',
  'roles',
  'rolebindings',
]);

function wrong(field: string, value: string, reason: string): FieldError {
  return {
    type: 'FieldValueInvalid',
    field,
    body: `Invalid value: ${JSON.stringify(value)}: ${reason}`,
  };
}

function nameErrors(type: ResourceType, name: string): FieldError[] {
  const field = 'metadata.name';
  if (!type.custom && PATH_NAMED.has(type.plural)) return [];
  const asLabel = !type.custom && LABEL_NAMED.has(type.plural);
  const limit = asLabel ? 63 : 253;
  if (name.length > limit) {
    return [wrong(field, name, `must be no more than ${limit} bytes`)];
  }
  if ((asLabel ? NAME_LABEL : NAME).test(name)) return [];
  return [wrong(field, name, asLabel ? labelMessage : subdomainMessage)];
}

/** What is wrong with a label's key; undefined when nothing is. @internal */
export function labelKeyProblem(key: string): string | undefined {
  const parts = key.split('/');
  const name = parts[parts.length - 1];
  if (parts.length > 2 || !KEY.test(name)) return labelKeyMessage;
  if (name.length > 63) return 'name part must be no more than 63 bytes';
  return parts.length === 1 || NAME.test(parts[0])
    ? undefined
    : `prefix part ${subdomainMessage}`;
}

function labelErrors(labels: Record<string, string> = {}): FieldError[] {
  const field = 'metadata.labels';
  return Object.entries(labels).flatMap(([key, value]) => {
    const problem = labelKeyProblem(key);
    const errors = problem ? [wrong(field, key, problem)] : [];
    if (value.length > 63) {
      errors.push(wrong(field, value, 'must be no more than 63 bytes'));
    } else if (!VALUE.test(value)) {
      errors.push(wrong(field, value, labelValueMessage));
    }
    return errors;
  });
}

/** Refuses names and labels that a real API server would refuse. @internal */
export function validateMetadata(type: ResourceType, object: KubeObject): void {
  const { name, labels } = object.metadata;
  const errors = [...nameErrors(type, name), ...labelErrors(labels)];
  if (errors.length > 0) throw invalid(type, name, errors);
}
