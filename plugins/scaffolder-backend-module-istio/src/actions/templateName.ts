import { parseEntityRef } from '@backstage/catalog-model';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';

/** For who calls the action outside of a template. */
const FALLBACK = 'istio';

/** The name under which the changes of a template are kept apart. @internal */
export function templateName(
  given: string | undefined,
  templateInfo: ActionContext<JsonObject>['templateInfo'],
): string {
  if (given) return given;
  if (!templateInfo) return FALLBACK;
  // The reference is made up while a template is tried in the editor.
  return (
    templateInfo.entity?.metadata.name ??
    parseEntityRef(templateInfo.entityRef).name
  );
}
