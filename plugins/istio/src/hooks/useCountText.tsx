import { createContext, useContext, type ReactNode } from 'react';

const LowerBoundContext = createContext(false);

interface LowerBoundProps {
  /** Whether a cluster that does not answer could raise the numbers inside. */
  value: boolean;
  children: ReactNode;
}

/** Marks the numbers inside as lower bounds. */
export function LowerBound({ value, children }: LowerBoundProps) {
  return (
    <LowerBoundContext.Provider value={value}>
      {children}
    </LowerBoundContext.Provider>
  );
}

/** Whether a cluster that does not answer could raise the numbers here. */
export function useIsLowerBound(): boolean {
  return useContext(LowerBoundContext);
}

/** Writes a number, with "≥" where a missing cluster could raise it. */
export function useCountText(): (count: number) => string {
  const lowerBound = useIsLowerBound();
  return count => (lowerBound ? `≥ ${count}` : String(count));
}
