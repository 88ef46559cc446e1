/** What a finding's code stands for. @public */
export interface FindingKind {
  /** Istio's own code (IST…) where one fits, else Kiali's (KIA…), else ours (MW…). Never used twice. */
  readonly code: string;
  readonly name: string;
  /** A few words for a card, "host not found". */
  readonly short: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** What is wrong, in general. */
  readonly cause: string;
  /** What to do, in general. */
  readonly action: string;
  /** Where the rule comes from. */
  readonly source: string;
  /** A page that explains it. */
  readonly documentation: string;
  /** The template that fixes it, where there is one. */
  readonly template?: string;
}

/** The parts of a kind that its author writes. */
export type FindingKindText = Omit<FindingKind, 'code'>;
