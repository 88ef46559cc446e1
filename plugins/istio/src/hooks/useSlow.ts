import { useEffect, useState } from 'react';

/** After so long the reader is told what is waited for. */
export const SLOW_AFTER_MS = 3_000;

/** Whether something has been loading for long. */
export function useSlow(loading: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!loading) return undefined;
    const timer = setTimeout(() => setSlow(true), SLOW_AFTER_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [loading]);
  return slow;
}
