import { invalid, type FieldError } from '../apiErrors';
import type { KubeObject } from '../KubeObject';
import type { ResourceType } from '../ResourceType';

const SUBDOMAIN =
  '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';
const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const LABEL_VALUE = '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?';

const subdomainMessage = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${SUBDOMAIN}')`;
const labelMessage = `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${LABEL}')`;
const labelValueMessage = `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '${LABEL_VALUE}')`;

const whole = (pattern: string) => new RegExp(`^${pattern}$`);

/** Types whose name is one DNS label; RBAC objects take any path segment. */
const LABEL_NAMED = new Set(['namespaces', 'services']);
const PATH_NAMED = new Set([
  'clusterroles',
  'clusterrolebindings',
  'roles',
  'rolebindings',
]);

function nameErrors(type: ResourceType, name: string): FieldError[] {
  const wrong = (body: string): FieldError[] => [
    {
      type: 'FieldValueInvalid',
      field: 'metadata.name',
      body: `Invalid value: ${JSON.stringify(name)}: ${body}`,
    },
  ];
  if (!type.custom && PATH_NAMED.has(type.plural)) return [];
  const asLabel = !type.custom && LABEL_NAMED.has(type.plural);
  const limit = asLabel ? 63 : 253;
  if (name.length > limit) return wrong(`must be no more than ${limit} bytes`);
  const pattern = asLabel ? LABEL : SUBDOMAIN;
  if (whole(pattern).test(name)) return [];
  return wrong(asLabel ? labelMessage : subdomainMessage);
}

function labelErrors(labels: Record<string, string> = {}): FieldError[] {
  return Object.values(labels)
    .filter(value => value.length > 63 || !whole(LABEL_VALUE).test(value))
    .map(value => ({
      type: 'FieldValueInvalid' as const,
      field: 'metadata.labels',
      body: `Invalid value: ${JSON.stringify(value)}: ${
        value.length > 63 ? 'must be no more than 63 bytes' : labelValueMessage
      }`,
    }));
}

/** Refuses names and labels that a real API server would refuse. @internal */
export function validateMetadata(type: ResourceType, object: KubeObject): void {
  const { name, labels } = object.metadata;
  const errors = [...nameErrors(type, name), ...labelErrors(labels)];
  if (errors.length > 0) throw invalid(type, name, errors);
}
