import { useEffect, useState } from 'react';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import { clockApiRef } from './clockApiRef';

const systemClock = { now: () => new Date() };

/** The present time, renewed often enough for an age in seconds to look alive. */
export function useNow(intervalMs: number = 5_000): Date {
  const clock = useApiHolder().get(clockApiRef) ?? systemClock;
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.now()), intervalMs);
    return () => clearInterval(timer);
  }, [clock, intervalMs]);
  return now;
}
