import { useEffect, useState } from 'react';
import { useFilterStyles } from './filterStyles';

/** Long enough not to ask at every key. */
const DEBOUNCE_MS = 300;

interface TextFilterProps {
  label: string;
  value?: string;
  onChange: (value: string | undefined) => void;
}

/** One filter that is typed; it takes effect when the typing pauses. */
export function TextFilter({ label, value = '', onChange }: TextFilterProps) {
  const classes = useFilterStyles();
  const [draft, setDraft] = useState<string>();
  useEffect(() => {
    if (draft === undefined) return undefined;
    const timer = setTimeout(() => {
      onChange(draft.trim() || undefined);
      setDraft(undefined);
    }, DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [draft, onChange]);
  return (
    <label className={classes.filter}>
      {label}
      <input
        type="search"
        autoComplete="off"
        spellCheck={false}
        value={draft ?? value}
        onChange={event => setDraft(event.target.value)}
      />
    </label>
  );
}
