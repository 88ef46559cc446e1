import type { LabelSelector, ObjectBase } from './objectMeta';

/** A Bundle of trust-manager, which writes a Secret or ConfigMap of its own name. @public */
export interface BundleObject extends ObjectBase<'bundle'> {
  /** Key of the Secret that it writes; absent when it writes none. */
  readonly secretKey?: string;
  /** Key of the ConfigMap that it writes; absent when it writes none. */
  readonly configMapKey?: string;
  /** Namespaces that it writes to; absent for all. */
  readonly namespaces?: LabelSelector;
  /** Whether it reports that every target is written; absent while it says nothing. */
  readonly synced?: boolean;
  readonly message?: string;
}
