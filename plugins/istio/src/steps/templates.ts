/** The templates that steps lead to, under the names that their folders give them. */
export const TEMPLATES = {
  callOut: 'template:default/call-out',
  enforceMtls: 'template:default/enforce-mtls',
  onboardNamespace: 'template:default/onboard-namespace',
  requireJwt: 'template:default/require-jwt',
  upgradeMesh: 'template:default/upgrade-mesh',
} as const;
