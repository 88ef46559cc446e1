import type { ValidationFinding } from '../../api/validation';
import { manifestRef } from '../../build/manifest';
import { CHANGE_CODES } from '../../findings/changeCodes';
import { stringifyObjectRef } from '../../model/identity';
import type { IssuerObject } from '../../model/certificateObjects';
import { fields, text } from '../../trim/fields';
import {
  type ChangeInput,
  type LiveChangeCheck,
  type LiveInput,
  ofKind,
} from '../changeCheck';
import { named } from '../ingressCheck';

/** The ServiceAccount that the change makes, or takes away, for an issuer. */
function loginOf({ kind, objects, removes = [], remove }: ChangeInput) {
  if (kind !== 'issuer') return undefined;
  return (remove ? removes : objects)
    .map(manifestRef)
    .find(one => one.group === '' && one.kind === 'ServiceAccount');
}

/** Where a ClusterIssuer looks for what it names, as far as the intent tells. */
function clusterNamespace({ intent }: ChangeInput): string | undefined {
  return intent.scope === 'cluster'
    ? text(intent.namespace)
    : text(fields(intent.certManager).namespace);
}

/** Other issuers that log in by it. */
function othersBy(
  input: LiveInput,
  login: { namespace?: string; name: string },
): IssuerObject[] {
  const { objects, removes = [], index } = input;
  const own = new Set(
    [...objects, ...removes].map(one => stringifyObjectRef(manifestRef(one))),
  );
  return [...index.all('issuer')].filter(
    ({ ref, vaultServiceAccount }) =>
      vaultServiceAccount === login.name &&
      (ref.namespace ?? clusterNamespace(input)) === login.namespace &&
      !own.has(stringifyObjectRef(ref)),
  );
}

/**
 * Each issuer logs in to Vault by a ServiceAccount of its own: it is made with
 * the issuer and goes with it, and another one by it could not log in any more.
 *
 * @internal
 */
export const loginIsOwn: LiveChangeCheck = {
  id: 'login-is-own',
  title: 'other issuers that log in by the same ServiceAccount',
  needs: ['issuers.cert-manager.io', 'clusterissuers.cert-manager.io'],
  onRemoval: true,
  byFiles: true,
  concerns: input => loginOf(input) !== undefined,
  run(input): ValidationFinding[] {
    const login = loginOf(input);
    const others = login ? othersBy(input, login) : [];
    if (!login || others.length === 0) return [];
    const names = others.map(({ ref }) => `${ref.kind} ${named(ref)}`);
    const account = `ServiceAccount ${named(login)}`;
    return [
      {
        ...ofKind(CHANGE_CODES.loginShared),
        ref: login,
        field: 'vault.serviceAccount',
        ...(input.remove
          ? {
              cause: `${account} would go, by which ${names.join(
                ', ',
              )} logs in to Vault too.`,
              fix: 'Give that issuer a ServiceAccount of its own first.',
            }
          : {
              cause: `${account} is that of ${names.join(
                ', ',
              )}: who takes one of them back takes the login of the other.`,
              fix: 'Leave serviceAccount out, or give another name.',
            }),
      },
    ];
  },
};
