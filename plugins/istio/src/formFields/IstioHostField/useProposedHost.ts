import { useCallback, useEffect, useRef, useState } from 'react';

/** So long one waits for the usual host to be filled in, as for every answer here. */
const PATIENCE_MS = 3_000;

/** What the proposal means for the input. */
export interface ProposedHost {
  /** Nothing can be typed for a moment: the usual host is about to appear. */
  busy: boolean;
  /** A host to take with one click, because it came too late to be filled in. */
  offer?: string;
  onEnter: () => void;
  onLeave: () => void;
}

/**
 * Fills in the usual host for who has not typed one. The zones it is made of
 * are read when the field opens, so that it comes a moment later; whoever
 * typed in that moment found both in the field, because the form takes up a
 * value only after another render. So nothing can be typed until the proposal
 * stands in the field. Who had to wait longer than that types, and is
 * offered the proposal beside the input.
 *
 * @param settled - Whether there will be no other proposal than this
 */
export function useProposedHost(
  proposal: string | undefined,
  settled: boolean,
  host: string,
  onChange: (host: string) => void,
): ProposedHost {
  const filledIn = useRef<string>();
  const [inside, setInside] = useState(false);
  const [open, setOpen] = useState(host !== '');
  const untouched = host === '' || host === filledIn.current;

  useEffect(() => {
    if (open) return undefined;
    const timer = setTimeout(() => setOpen(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [open]);

  useEffect(() => {
    if (!open && settled && (!proposal || host === proposal)) setOpen(true);
  }, [open, settled, proposal, host]);

  useEffect(() => {
    if (!proposal || proposal === filledIn.current || !untouched) return;
    // Another service was chosen, or the form has just been opened.
    if (open && (inside || filledIn.current === undefined)) return;
    filledIn.current = proposal;
    setOpen(false);
    onChange(proposal);
  }, [proposal, untouched, open, inside, onChange]);

  const late = open && host === '' && proposal !== undefined;
  return {
    busy: !open,
    ...(late && { offer: proposal }),
    onEnter: useCallback(() => setInside(true), []),
    onLeave: useCallback(() => setInside(false), []),
  };
}
