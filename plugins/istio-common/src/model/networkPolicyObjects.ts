import type { ObjectBase } from './objectMeta';

/** A NetworkPolicy. @public */
export interface NetworkPolicyObject extends ObjectBase<'networkpolicy'> {}
