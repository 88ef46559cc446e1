import { isRecord, type KubeObject } from '../../kube/KubeObject';

/** One entry of a Secret's data, decoded; undefined when it is absent or empty. @internal */
export function secretText(
  secret: KubeObject | undefined,
  key: string,
): string | undefined {
  const data = secret && isRecord(secret.data) ? secret.data : {};
  const value = data[key];
  return typeof value === 'string' && value
    ? Buffer.from(value, 'base64').toString('utf8')
    : undefined;
}

/** A base64 field of an object, decoded. @internal */
export function decoded(value: unknown): string {
  return Buffer.from(String(value ?? ''), 'base64').toString('utf8');
}
