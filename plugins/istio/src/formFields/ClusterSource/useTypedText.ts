import { useState } from 'react';

/**
 * The text of an input whose value is made of it: half a text makes no value,
 * and must not be lost for that. A value from elsewhere replaces the text.
 */
export function useTypedText<T>(
  value: T | undefined,
  write: (value: T | undefined) => string,
  parse: (text: string) => T | undefined,
): readonly [string, (text: string) => void] {
  const [typed, setTyped] = useState<string>();
  const isMine = typed !== undefined && write(parse(typed)) === write(value);
  return [isMine ? typed : write(value), setTyped];
}
