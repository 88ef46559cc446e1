import { ANNOTATIONS } from '../../build/annotateChange';
import { manifestRef } from '../../build/manifest';
import { type LiveCheck, named } from '../ingressCheck';

/** Objects of the same names are ours to change. @internal */
export const namesAreFree: LiveCheck = {
  id: 'names-are-free',
  title: 'names of the objects',
  needs: [
    'certificates.cert-manager.io',
    'gateways.networking.istio.io',
    'virtualservices.networking.istio.io',
  ],
  run({ objects, index, entityRef }) {
    return objects.flatMap(object => {
      const ref = manifestRef(object);
      const live = index.find(ref);
      if (!live) return [];
      const owner = live.annotations?.[ANNOTATIONS.entity];
      if (owner !== undefined && (!entityRef || owner === entityRef)) return [];
      return [
        {
          code: 'MW-NAME-TAKEN',
          severity: 'error' as const,
          ref,
          field: 'name',
          cause: owner
            ? `${ref.kind} ${named(
                ref,
              )} exists already and belongs to ${owner}.`
            : `${ref.kind} ${named(
                ref,
              )} exists already and was not made by Meshwright.`,
          fix: 'Give the exposure another name, or remove that object first.',
        },
      ];
    });
  },
};
