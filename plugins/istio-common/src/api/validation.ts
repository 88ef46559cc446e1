import type { ObjectRef } from '../model/identity';

/** One remark about a proposed change. @public */
export interface ValidationFinding {
  code: string;
  /** `error` stops the change, `warning` and `info` go into the pull request. */
  severity: 'error' | 'warning' | 'info';
  /** The proposed or the live object it is about. */
  ref?: ObjectRef;
  /** Field of the intent that should change, `host`, `service.port`; absent when none alone. */
  field?: string;
  /** File of the GitOps repository that defines `ref`, where it was read. */
  path?: string;
  /** One sentence that names the object. */
  cause: string;
  /** The way out. */
  fix: string;
  documentation?: string;
  /** Ways out to choose from; `value` is what the field becomes. */
  suggestions?: Array<{
    title: string;
    detail: string;
    value?: { field: string; value: string };
  }>;
}

/** Answer of a validation. @public */
export interface ValidationResult {
  findings: ValidationFinding[];
  /** How many checks ran and found nothing. */
  passed: number;
  /** What could not be checked, with the reason: goes into the pull request. */
  unverified: string[];
  /** Against what it was verified. */
  verifiedAgainst?: { cluster: string; at: string };
}
