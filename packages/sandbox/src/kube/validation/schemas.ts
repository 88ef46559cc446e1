import type { SchemaError } from './fieldErrors';

type Check = (object: object) => SchemaError[];

interface ValidatedModel {
  validate(): void;
}

type ModelModule = Record<
  string,
  (new (data: object) => ValidatedModel) | undefined
>;

/** One module of validators, compiled from the products' own definitions, per group and version. */
const MODULES: Record<string, () => Promise<unknown>> = {
  'networking.istio.io/v1': () =>
    import('@kubernetes-models/istio/networking.istio.io/v1'),
  'networking.istio.io/v1beta1': () =>
    import('@kubernetes-models/istio/networking.istio.io/v1beta1'),
  'networking.istio.io/v1alpha3': () =>
    import('@kubernetes-models/istio/networking.istio.io/v1alpha3'),
  'security.istio.io/v1': () =>
    import('@kubernetes-models/istio/security.istio.io/v1'),
  'telemetry.istio.io/v1': () =>
    import('@kubernetes-models/istio/telemetry.istio.io/v1'),
  'cert-manager.io/v1': () =>
    import('@kubernetes-models/cert-manager/cert-manager.io/v1'),
  'acme.cert-manager.io/v1': () =>
    import('@kubernetes-models/cert-manager/acme.cert-manager.io/v1'),
  'trust.cert-manager.io/v1alpha1': () =>
    import('@kubernetes-models/cert-manager/trust.cert-manager.io/v1alpha1'),
  'gateway.networking.k8s.io/v1': () =>
    import('@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1'),
};

const loaded = new Map<string, ModelModule>();
let loading: Promise<void> | undefined;

/** Reads every validator into the process, once; to be awaited before objects are checked. @internal */
export function loadSchemas(): Promise<void> {
  loading ??= Promise.all(
    Object.entries(MODULES).map(async ([apiVersion, load]) => {
      // each of these modules exports its model classes by kind
      loaded.set(apiVersion, (await load()) as ModelModule);
    }),
  ).then(() => undefined);
  return loading;
}

/** The check of one kind; undefined when no schema of it is known. @internal */
export function loadedSchema(
  apiVersion: string,
  kind: string,
): Check | undefined {
  const Model = loaded.get(apiVersion)?.[kind];
  if (!Model) return undefined;
  return object => {
    try {
      new Model(object).validate();
      return [];
    } catch (error) {
      if (error instanceof Error && 'errors' in error) {
        // a validation error of the model carries the list that ajv made
        return error.errors as SchemaError[];
      }
      throw error;
    }
  };
}
