import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { HttpIstioBackend } from '../backend/HttpIstioBackend';
import { clusterSchemas } from './clusterSchemas';
import type { SchemaSource } from './SchemaSource';
import { shippedSchemas } from './shippedSchemas';

/**
 * The schemas that `istio:validate` holds objects against: those of the target
 * cluster, read through the `istio` backend; those that ship with the module
 * where the cluster does not tell. An operator may give a factory of their own.
 *
 * @public
 */
export const schemaSourceServiceRef = createServiceRef<SchemaSource>({
  id: 'scaffolder.istio.schemaSource',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: deps =>
        clusterSchemas({
          backend: new HttpIstioBackend(deps),
          fallback: shippedSchemas(),
        }),
    }),
});
