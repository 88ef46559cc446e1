import type { NextStep } from '../api/facts';

/** Names of objects and their kinds in small letters. */
const NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

/** Values of labels, which may also hold capitals and underscores. */
const LABEL = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

const LONGEST_NAME = 253;
const LONGEST_LABEL = 63;

/** What may stand in a command: a name, or the value of a label. */
type Word = string | undefined | { label: string };

function wordOf(word: Word): string | undefined {
  if (typeof word === 'string') {
    return word.length <= LONGEST_NAME && NAME.test(word) ? word : undefined;
  }
  const label = word?.label;
  return label && label.length <= LONGEST_LABEL && LABEL.test(label)
    ? label
    : undefined;
}

/**
 * The command of a step, to be spread into it. Commands are pasted into shells,
 * and names come from objects that anyone may have made: owner references are
 * never verified. With a word that is no name there is no command at all.
 * Source: apimachinery/pkg/util/validation (IsDNS1123Subdomain,
 * IsValidLabelValue).
 */
export function safeCommand(
  parts: TemplateStringsArray,
  ...words: readonly Word[]
): Pick<NextStep, 'command'> {
  let command = parts[0];
  for (const [at, word] of words.entries()) {
    const safe = wordOf(word);
    if (safe === undefined) return {};
    command += safe + parts[at + 1];
  }
  return { command };
}
