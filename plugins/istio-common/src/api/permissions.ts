import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Reading the state of the mesh: entity status, clusters, inventory, validation.
 *
 * @public
 */
export const istioMeshReadPermission = createPermission({
  name: 'istio.mesh.read',
  attributes: { action: 'read' },
});

/**
 * Recording a proposed change.
 *
 * @public
 */
export const istioChangeCreatePermission = createPermission({
  name: 'istio.change.create',
  attributes: { action: 'create' },
});

/**
 * Every permission of the plugin.
 *
 * @public
 */
export const istioPermissions = [
  istioMeshReadPermission,
  istioChangeCreatePermission,
];
