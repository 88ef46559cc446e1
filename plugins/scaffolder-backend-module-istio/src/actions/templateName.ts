import { parseEntityRef } from '@backstage/catalog-model';

/** For who calls the action outside of a template. */
const FALLBACK = 'istio';

/** The name under which the changes of a template are kept apart. @internal */
export function templateName(
  given: string | undefined,
  templateInfo: { entityRef: string } | undefined,
): string {
  if (given) return given;
  return templateInfo ? parseEntityRef(templateInfo.entityRef).name : FALLBACK;
}
