import type { GeneratedChange } from '../workspace/GeneratedChange';

const LENGTH = 100;

type Said = Pick<
  GeneratedChange,
  'kind' | 'intent' | 'place' | 'summary' | 'remove'
>;

/** The summary as the rest of a title: no cluster, which stands at its end. */
function fromSummary({ summary, place }: Said): string {
  const text = summary
    .replace(/^Take this back: /, '')
    .replace(` in ${place.cluster}`, '')
    .replace(/\s+/g, ' ')
    .replace(/\.$/, '');
  return `${text.charAt(0).toLocaleLowerCase('en-US')}${text.slice(1)}`;
}

/**
 * What a change does, in a few words that begin with a verb: `expose
 * shop.example.com`.
 *
 * @internal
 */
export function changeAction(change: Said): string {
  const { kind, intent, remove } = change;
  const text =
    kind === 'ingress' ? `expose ${intent.host}` : fromSummary(change);
  const action = remove ? `take back: ${text}` : text;
  return action.length > LENGTH
    ? `${action.slice(0, LENGTH - 1).trimEnd()}…`
    : action;
}
