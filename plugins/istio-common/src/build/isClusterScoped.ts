const KINDS: ReadonlySet<string> = new Set([
  '/Namespace',
  'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  'apiextensions.k8s.io/CustomResourceDefinition',
  'cert-manager.io/ClusterIssuer',
  'gateway.networking.k8s.io/GatewayClass',
  'networking.k8s.io/IngressClass',
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
  'trust.cert-manager.io/Bundle',
]);

/**
 * Whether objects of a kind stand outside of namespaces, for the kinds that
 * definitions of a mesh are made of. An object of any other kind needs a
 * namespace: without one it would end up in whichever is the default.
 * Source: `scope: Cluster` of the CRDs, and the Kubernetes API reference.
 *
 * @public
 */
export function isClusterScoped(ref: { group: string; kind: string }): boolean {
  return KINDS.has(`${ref.group}/${ref.kind}`);
}
