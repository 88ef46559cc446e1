/** Names of the objects that say what a tenant may do. @internal */
export interface TenantNames {
  /** ClusterRole, and the policy that limits it. */
  certificates: string;
  networking: string;
  /** Beside those of other tenants in the namespace of the gateway. */
  certificatesBinding: string;
  /** ConfigMap there with how names of its certificates begin. */
  claim: string;
}

/** The names of what a tenant may do, by its namespace. @internal */
export function tenantNames(namespace: string): TenantNames {
  return {
    certificates: `mesh-tenant-${namespace}-certificates`,
    networking: `mesh-tenant-${namespace}-networking`,
    certificatesBinding: `${namespace}-certificates`,
    claim: `mesh-tenant-${namespace}`,
  };
}
