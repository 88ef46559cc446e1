import { useEffect, useState } from 'react';

/** After so long the reader is told what is waited for. */
const SLOW_AFTER_MS = 3_000;

/** What is known of something that is being read. */
export type ReadState<T> =
  | { state: 'idle' }
  | { state: 'loading'; slow: boolean }
  | { state: 'ready'; value: T }
  | { state: 'forbidden'; reason: string }
  | { state: 'failed'; reason: string };

/**
 * Reads whenever the function changes, and nothing while there is none. An
 * answer that comes after its question has changed is dropped.
 */
export function useRead<T>(
  read: ((signal: AbortSignal) => Promise<T>) | undefined,
): ReadState<T> {
  const [result, setResult] = useState<{
    read: typeof read;
    state: ReadState<T>;
  }>();

  useEffect(() => {
    if (!read) return undefined;
    const controller = new AbortController();
    const settle = (state: ReadState<T>) => {
      if (!controller.signal.aborted) setResult({ read, state });
    };
    const timer = setTimeout(
      () => settle({ state: 'loading', slow: true }),
      SLOW_AFTER_MS,
    );
    read(controller.signal)
      .then(value => settle({ state: 'ready', value }))
      .catch((error: unknown) => settle(readFailure(error)))
      .finally(() => clearTimeout(timer));
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [read]);

  if (!read) return { state: 'idle' };
  return result?.read === read
    ? result.state
    : { state: 'loading', slow: false };
}

/** Tells "you may not" from "no answer". */
export function readFailure(error: unknown): {
  state: 'forbidden' | 'failed';
  reason: string;
} {
  const { name, statusCode, message, cause } = error as {
    name?: string;
    statusCode?: number;
    message?: string;
    cause?: { message?: string };
  };
  const reason = cause?.message || message || String(error);
  return name === 'NotAllowedError' || statusCode === 403
    ? { state: 'forbidden', reason }
    : { state: 'failed', reason };
}
