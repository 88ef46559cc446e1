/** Intervals of the materialiser in milliseconds. */
export interface MaterialiseSettings {
  /** Quiet time before a change is judged, and the longest wait for it. */
  quietMs: number;
  longestMs: number;
  /** Verdicts depend on time (certificates): judged anew at least this often. */
  reassessMs: number;
  /** Between two events that come sooner, time stands still for the verdicts. */
  timeStepMs: number;
  /** Mere confirmations are stored at most this often. */
  confirmMs: number;
  /** Pause after the database refused a write. */
  retryMs: number;
}

/** Intervals for production. */
export const DEFAULT_MATERIALISE_SETTINGS: MaterialiseSettings = {
  quietMs: 100,
  longestMs: 1_000,
  reassessMs: 30_000,
  timeStepMs: 5_000,
  confirmMs: 5_000,
  retryMs: 2_000,
};
