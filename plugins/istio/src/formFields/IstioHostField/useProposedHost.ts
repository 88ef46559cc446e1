import { useCallback, useEffect, useRef, useState } from 'react';

/** What the field tells of its reader. */
export interface FieldReader {
  onEnter: () => void;
  onLeave: () => void;
  onType: () => void;
}

/**
 * Offers the usual host once, to whoever has not typed one. The proposal comes
 * when the zones are read, which may be while somebody types: nothing is put
 * into the field between two keys, so it waits until the reader has left the
 * field, and is dropped when something was typed.
 */
export function useProposedHost(
  proposal: string | undefined,
  host: string,
  onChange: (host: string) => void,
): FieldReader {
  const offered = useRef<string>();
  // A ref besides the form's value: that one follows a key only after a render.
  const typed = useRef(false);
  const [inside, setInside] = useState(false);
  useEffect(() => {
    if (inside || !proposal || proposal === offered.current) return;
    // Follows a changed service as long as nobody has typed over it.
    const untouched = !typed.current && (!host || host === offered.current);
    offered.current = proposal;
    if (untouched) onChange(proposal);
  }, [inside, proposal, host, onChange]);
  return {
    onEnter: useCallback(() => setInside(true), []),
    onLeave: useCallback(() => setInside(false), []),
    onType: useCallback(() => {
      typed.current = true;
    }, []),
  };
}
