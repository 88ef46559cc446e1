import type { ObjectBase } from './objectMeta';

/** A Bundle of trust-manager. @public */
export interface BundleObject extends ObjectBase<'bundle'> {}
