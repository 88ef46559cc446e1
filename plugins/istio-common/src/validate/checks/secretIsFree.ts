import { certificatesOf } from '../certificatesOf';
import type { LiveChangeCheck } from '../changeCheck';
import { named } from '../ingressCheck';

/** No other Certificate writes a Secret that one of the change will write. @internal */
export const secretIsFree: LiveChangeCheck = {
  id: 'secret-is-free',
  title: 'certificate Secret',
  byFiles: true,
  needs: ['certificates.cert-manager.io'],
  concerns: ({ objects }) => certificatesOf(objects).length > 0,
  run({ objects, index, view }) {
    return certificatesOf(objects).flatMap(({ ref, namespace, secretName }) => {
      const clash = [...index.inNamespace('certificate', namespace)].find(
        live => live.secretName === secretName && !view.writes(live.ref),
      );
      if (!clash || clash.ref.name === ref.name) return [];
      return [
        {
          code: 'MW-SECRET-TAKEN',
          severity: 'error' as const,
          ref: clash.ref,
          field: 'name',
          cause: `Secret ${namespace}/${secretName} is written by Certificate ${named(
            clash.ref,
          )} for ${clash.dnsNames.join(
            ', ',
          )}: the two would overwrite each other.`,
          fix: 'Give what you ask for another name.',
        },
      ];
    });
  },
};
