/** Intervals and caps of the list/watch loops. Times are milliseconds. */
export interface WatchSettings {
  /** Objects a page of a list. */
  pageSize: number;
  /** First and longest pause after a failure; each pause doubles the one before. */
  backoffMin: number;
  backoffMax: number;
  /** A watch that lived this long starts the back-off anew. */
  healthyWatch: number;
  /** Pause before a forbidden or absent type is tried again. */
  slowRetry: number;
  /** A server may end a watch between this and twice this. */
  watchTimeout: number;
  /** A watch that is silent for so long is torn down and resumed. */
  idleTimeout: number;
  /** How long a server may take until its first byte of a list page or a watch. */
  answerTimeout: number;
  /** How long a whole list page may take. */
  pageTimeout: number;
  /** Lists in flight to one cluster. */
  concurrentLists: number;
  maxPages: number;
  maxPageBytes: number;
  maxLineBytes: number;
}

/**
 * The back-off is that of client-go's reflector (0.8 s to 30 s), the silence
 * is one and a half of the API server's bookmark interval of a minute.
 */
export const DEFAULT_WATCH_SETTINGS: WatchSettings = {
  pageSize: 500,
  backoffMin: 800,
  backoffMax: 30_000,
  healthyWatch: 10_000,
  slowRetry: 25_000,
  watchTimeout: 5 * 60_000,
  idleTimeout: 90_000,
  answerTimeout: 10_000,
  pageTimeout: 60_000,
  concurrentLists: 6,
  maxPages: 2_000,
  maxPageBytes: 256 * 1024 * 1024,
  maxLineBytes: 8 * 1024 * 1024,
};
