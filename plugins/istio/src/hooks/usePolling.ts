import { useEffect } from 'react';

/** Runs the task again and again while the page is looked at. */
export function usePolling(task: () => void, intervalMs: number): void {
  useEffect(() => {
    const timer = setInterval(() => {
      // A page in the background asks again when it is looked at.
      if (document.visibilityState !== 'hidden') task();
    }, intervalMs);
    return () => clearInterval(timer);
  }, [task, intervalMs]);
}
