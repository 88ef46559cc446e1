import type { ValidationFinding } from '../../api/validation';
import type { IssuerObject } from '../../model/certificateObjects';
import type { CheckInput, LiveCheck } from '../ingressCheck';
import { nearest } from '../nearest';

function missing(
  { intent }: CheckInput,
  candidates: IssuerObject[],
): ValidationFinding {
  const { issuer, cluster, gateway } = intent;
  const place =
    issuer.kind === 'Issuer' ? `namespace ${gateway.namespace} of ` : '';
  const near = nearest(
    issuer.name,
    candidates.map(({ ref }) => ref.name),
  );
  return {
    code: 'MW-ISSUER-MISSING',
    severity: 'error',
    field: 'issuer.name',
    cause: `${issuer.kind} ${issuer.name} does not exist in ${place}${cluster}, so no certificate would be signed.`,
    fix: near
      ? `Did you mean ${near}?`
      : 'Choose an issuer that exists, or ask the platform team to create it.',
  };
}

/** The issuer exists and says that it is ready. @internal */
export const issuerIsReady: LiveCheck = {
  id: 'issuer-is-ready',
  title: 'issuer',
  needs: ['issuers.cert-manager.io', 'clusterissuers.cert-manager.io'],
  run({ index, ...input }) {
    const { issuer, cluster, gateway } = input.intent;
    if (issuer.group !== 'cert-manager.io') {
      return [
        {
          code: 'MW-ISSUER-EXTERNAL',
          severity: 'info',
          field: 'issuer.group',
          cause: `${issuer.kind} ${issuer.name} of ${issuer.group} is not read by Meshwright.`,
          fix: 'Check that it exists and is ready.',
        },
      ];
    }
    const candidates = [...index.all('issuer')].filter(
      ({ ref }) =>
        ref.kind === issuer.kind &&
        (ref.kind !== 'Issuer' || ref.namespace === gateway.namespace),
    );
    const found = candidates.find(({ ref }) => ref.name === issuer.name);
    if (!found) return [missing(input, candidates)];
    const ready = found.conditions.find(({ type }) => type === 'Ready');
    if (ready?.status === 'True') return [];
    const said = ready?.message ?? ready?.reason;
    return [
      {
        code: 'MW-ISSUER-NOT-READY',
        severity: 'warning',
        ref: found.ref,
        field: 'issuer.name',
        cause: `${issuer.kind} ${issuer.name} in ${cluster} is not ready${
          said ? `: ${said}` : ''
        }.`,
        fix: 'The certificate waits until it is: ask the platform team, or choose another issuer.',
      },
    ];
  },
};
