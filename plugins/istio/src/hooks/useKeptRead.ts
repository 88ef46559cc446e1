import { useCallback, useEffect, useRef, useState } from 'react';
import { usePolling } from './usePolling';
import { useSlow } from './useSlow';

/** How often a list of the fleet is read again while it is looked at. */
export const FLEET_POLL_MS = 15_000;

/** What a component knows of something that it reads again and again. */
export interface KeptRead<T> {
  /** The last answer; it stays while another one is fetched. */
  value?: T;
  /** Why the newest attempt failed. */
  error?: Error;
  /** True until the first answer or error. */
  loading: boolean;
  /** True when the first answer is late. */
  slow: boolean;
  /** True while the answer to another question than the present one is shown. */
  pending: boolean;
  refetch: () => void;
}

interface Answer<T> {
  read: (signal: AbortSignal) => Promise<T>;
  value?: T;
  error?: Error;
}

/**
 * Reads at once, whenever `read` changes, and then again and again; rows that
 * are shown stay until newer ones have come, so that nothing flickers while a
 * filter is set.
 */
export function useKeptRead<T>(
  read: (signal: AbortSignal) => Promise<T>,
): KeptRead<T> {
  const [answer, setAnswer] = useState<Answer<T>>();
  const [turn, setTurn] = useState(0);
  const busy = useRef(false);
  useEffect(() => {
    const controller = new AbortController();
    const settle = (next: (last?: Answer<T>) => Answer<T>) => {
      // A late answer must not push away that of a newer question.
      if (controller.signal.aborted) return;
      busy.current = false;
      setAnswer(next);
    };
    busy.current = true;
    read(controller.signal).then(
      value => settle(() => ({ read, value })),
      error =>
        settle(last => ({ read, value: last?.value, error: asError(error) })),
    );
    return () => controller.abort();
  }, [read, turn]);
  const refetch = useCallback(() => setTurn(last => last + 1), []);
  // A slow answer is waited for; asking again would only put it off.
  const poll = useCallback(() => {
    if (!busy.current) refetch();
  }, [refetch]);
  usePolling(poll, FLEET_POLL_MS);
  const loading = !answer;
  return {
    value: answer?.value,
    error: answer?.error,
    loading,
    slow: useSlow(loading),
    pending: answer !== undefined && answer.read !== read,
    refetch,
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
