/** How long a minor release of Istio is supported. */
export interface SupportedRelease {
  /** Minor release, "1.30". */
  minor: string;
  /** Last day, ISO 8601. */
  ends: string;
  /** True while the project has only announced about when. */
  expected?: true;
}

/** Where the table comes from; copied into every answer that rests on it. */
export const SUPPORT_SOURCE =
  'https://istio.io/latest/docs/releases/supported-releases/, read 2026-11-22 from a copy of October 2026';

/**
 * End of support by minor release, newest first. A release is supported until
 * six weeks after the one after next: for 1.29 that is six weeks after 1.31.0
 * of 31 August 2026. Whoever reads the page again changes the date in
 * {@link SUPPORT_SOURCE} too.
 */
export const SUPPORT_TABLE: readonly SupportedRelease[] = [
  { minor: '1.31', ends: '2027-02-28', expected: true },
  { minor: '1.30', ends: '2026-11-30', expected: true },
  { minor: '1.29', ends: '2026-10-12' },
  { minor: '1.28', ends: '2026-07-01' },
  { minor: '1.27', ends: '2026-04-07' },
  { minor: '1.26', ends: '2025-12-22' },
  { minor: '1.25', ends: '2025-09-30' },
  { minor: '1.24', ends: '2025-06-24' },
  { minor: '1.23', ends: '2025-04-16' },
];
