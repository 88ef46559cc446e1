import {
  parseEntityRef,
  type CompoundEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';

/** The entity that a request names; a text that names none is the caller's mistake. */
export function entityRefOf(text: string): CompoundEntityRef {
  try {
    return parseEntityRef(text);
  } catch {
    throw new InputError(
      `entityRef ${JSON.stringify(
        text.slice(0, 100),
      )} is no entity reference: write it as component:default/name`,
    );
  }
}
