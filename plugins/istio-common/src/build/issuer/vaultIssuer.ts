import type { ManifestObject } from '../manifest';
import type { IssuerIntent } from './issuerIntent';
import { issuerObject } from './issuerObject';
import type { VaultSettings } from './vaultField';
import { vaultNames } from './vaultNames';
import { noteVaultRole } from './vaultRoleNote';

const RBAC = 'rbac.authorization.k8s.io';

/**
 * Lets cert-manager ask for tokens of the one ServiceAccount: by name, because
 * tokens of any other would be a way into what that one may do.
 */
function tokenRights(intent: IssuerIntent, serviceAccount: string) {
  const { namespace, certManager } = intent;
  // Of its own for each issuer, whoever else uses the ServiceAccount.
  const name = `${intent.name}-token`;
  return [
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'Role',
      metadata: { name, namespace },
      rules: [
        {
          apiGroups: [''],
          resources: ['serviceaccounts/token'],
          resourceNames: [serviceAccount],
          verbs: ['create'],
        },
      ],
    },
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata: { name, namespace },
      roleRef: { apiGroup: RBAC, kind: 'Role', name },
      subjects: [
        {
          kind: 'ServiceAccount',
          name: certManager.serviceAccount,
          namespace: certManager.namespace,
        },
      ],
    },
  ];
}

/**
 * An issuer that has Vault sign, and what it needs to log in: cert-manager asks
 * the API server for a short-lived token of a ServiceAccount, so no credential
 * is kept anywhere.
 *
 * @internal
 */
export function vaultIssuer(
  intent: IssuerIntent,
  vault: VaultSettings,
): ManifestObject[] {
  const { serviceAccount, authRole, signPath } = vaultNames(intent, vault);
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: serviceAccount, namespace: intent.namespace },
    },
    ...tokenRights(intent, serviceAccount),
    noteVaultRole(
      vault.pki,
      issuerObject(intent, intent.name, {
        vault: {
          server: vault.server,
          ...(vault.vaultNamespace && { namespace: vault.vaultNamespace }),
          ...(vault.caBundle && {
            caBundleSecretRef: {
              name: vault.caBundle.name,
              key: vault.caBundle.key,
            },
          }),
          path: signPath,
          auth: {
            kubernetes: {
              mountPath: `/v1/auth/${vault.auth.mount}`,
              role: authRole,
              serviceAccountRef: { name: serviceAccount },
            },
          },
        },
      }),
    ),
  ];
}
