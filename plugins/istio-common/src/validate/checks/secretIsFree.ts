import { ingressNames } from '../../build/ingress/ingressNames';
import { type LiveCheck, named } from '../ingressCheck';

/** No other Certificate writes the Secret that ours will write. @internal */
export const secretIsFree: LiveCheck = {
  id: 'secret-is-free',
  title: 'certificate Secret',
  needs: ['certificates.cert-manager.io'],
  run({ intent, index }) {
    const { namespace } = intent.gateway;
    const secret = ingressNames(intent).certificate;
    const clash = [...index.inNamespace('certificate', namespace)].find(
      ({ secretName, ref }) => secretName === secret && ref.name !== secret,
    );
    if (!clash) return [];
    return [
      {
        code: 'MW-SECRET-TAKEN',
        severity: 'error',
        ref: clash.ref,
        field: 'name',
        cause: `Secret ${namespace}/${secret} is written by Certificate ${named(
          clash.ref,
        )} for ${clash.dnsNames.join(
          ', ',
        )}: the two would overwrite each other.`,
        fix: 'Give the exposure another name.',
      },
    ];
  },
};
