import { dirname, join } from 'node:path';
import type { SchemaError } from './fieldErrors';

type Check = (object: object) => SchemaError[];

interface ValidatedModel {
  validate(): void;
}

type ModelModule = Record<
  string,
  (new (data: object) => ValidatedModel) | undefined
>;

/** Which package has the validators of a group and version, compiled from the product's own definitions. */
const PACKAGES: Record<string, string | undefined> = {
  'networking.istio.io/v1': 'istio',
  'networking.istio.io/v1beta1': 'istio',
  'networking.istio.io/v1alpha3': 'istio',
  'security.istio.io/v1': 'istio',
  'telemetry.istio.io/v1': 'istio',
  'cert-manager.io/v1': 'cert-manager',
  'acme.cert-manager.io/v1': 'cert-manager',
  'trust.cert-manager.io/v1alpha1': 'cert-manager',
  'gateway.networking.k8s.io/v1': 'gateway-api',
};

const loaded = new Map<string, ModelModule | undefined>();

/**
 * The packages are ES modules that say so only to `import`, which jest cannot
 * follow. Node's own `require` reads the file itself, in jest as elsewhere.
 */
function load(apiVersion: string): ModelModule | undefined {
  const name = PACKAGES[apiVersion];
  if (!name) return undefined;
  const { createRequire } = process.getBuiltinModule('node:module');
  const nodeRequire = createRequire(__filename);
  const manifest = nodeRequire.resolve(
    `@kubernetes-models/${name}/package.json`,
  );
  // each of these modules exports its model classes by kind
  return nodeRequire(
    join(dirname(manifest), apiVersion, 'index.js'),
  ) as ModelModule;
}

/** The check of one kind; undefined when no schema of it is known. @internal */
export function schemaCheck(
  apiVersion: string,
  kind: string,
): Check | undefined {
  if (!loaded.has(apiVersion)) loaded.set(apiVersion, load(apiVersion));
  const Model = loaded.get(apiVersion)?.[kind];
  if (!Model) return undefined;
  return object => {
    try {
      new Model(object).validate();
      return [];
    } catch (error) {
      // an error of the model carries the list that ajv made; it may come from another realm
      const { errors } = error as { errors?: SchemaError[] };
      if (Array.isArray(errors)) return errors;
      throw error;
    }
  };
}
