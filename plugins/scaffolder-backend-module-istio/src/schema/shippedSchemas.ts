import type { ManifestObject } from '@meshwright/backstage-plugin-istio-common';
import { isError } from '@backstage/errors';
import type { ImportModule } from './cel/loadCel';
import type { SchemaProblem, SchemaSource } from './SchemaSource';

/** What a model class of @kubernetes-models offers that is used here. */
type ModelClass = new (data: object) => { validate(): void };

/** What ajv says of one place, as far as it is read here. */
interface SchemaError {
  instancePath: string;
  message?: string;
  params?: { allowedValues?: unknown };
}

/**
 * Where the model of a kind is. Their checks are compiled by ajv from the CRDs
 * of Istio and of cert-manager.
 */
const MODELS: Readonly<Record<string, string>> = {
  'networking.istio.io/v1 Gateway':
    '@kubernetes-models/istio/networking.istio.io/v1/Gateway',
  'networking.istio.io/v1 VirtualService':
    '@kubernetes-models/istio/networking.istio.io/v1/VirtualService',
  'cert-manager.io/v1 Certificate':
    '@kubernetes-models/cert-manager/cert-manager.io/v1/Certificate',
};

/**
 * The schemas that ship with this module. The models are ES modules without a
 * CommonJS entry, so that each is imported where it is first needed; jest,
 * which cannot do that, gives an import of its own.
 *
 * @internal
 */
export function shippedSchemas(
  importModule: ImportModule = specifier => import(specifier),
): SchemaSource {
  return {
    title: 'the schemas of Istio 1.29 and cert-manager 1.20',
    async check(object) {
      const specifier = MODELS[`${object.apiVersion} ${object.kind}`];
      if (!specifier) return { known: false };
      const models = await importModule(specifier);
      // Each of these modules exports the class of its kind under that name.
      const Model = models[object.kind as keyof typeof models] as ModelClass;
      return { known: true, problems: problemsOf(Model, object) };
    },
  };
}

function problemsOf(Model: ModelClass, object: ManifestObject) {
  try {
    new Model(object).validate();
    return [];
  } catch (error) {
    return toProblems(error);
  }
}

function toProblems(error: unknown): SchemaProblem[] {
  if (!isError(error)) throw error;
  const { errors } = error as { errors?: SchemaError[] };
  if (!Array.isArray(errors)) throw error;
  return errors.map(({ instancePath, message, params }) => ({
    path: instancePath,
    message: [message ?? 'does not fit', allowed(params)].join(''),
  }));
}

function allowed(params: SchemaError['params']): string {
  const values = params?.allowedValues;
  return Array.isArray(values) ? ` (${values.join(', ')})` : '';
}
