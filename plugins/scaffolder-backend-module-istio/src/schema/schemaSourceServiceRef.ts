import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import type { SchemaSource } from './SchemaSource';
import { shippedSchemas } from './shippedSchemas';

/**
 * The schemas that `istio:validate` holds objects against. Those that ship
 * with the module by default; an operator who can read the CRDs of the target
 * clusters gives a factory of their own.
 *
 * @public
 */
export const schemaSourceServiceRef = createServiceRef<SchemaSource>({
  id: 'scaffolder.istio.schemaSource',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {},
      factory: () => shippedSchemas(),
    }),
});
