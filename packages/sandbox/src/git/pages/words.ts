import { PullRecord } from '../pulls/PullRecord';
import { Html, html } from './html';

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** "22 Nov 2026, 14:20 UTC". @internal */
export function timeView(iso: string): Html {
  const date = new Date(iso);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${date.getUTCDate()} ${
    MONTHS[date.getUTCMonth()]
  } ${date.getUTCFullYear()}`;
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
  return html`<time datetime="${iso}">${day}, ${time} UTC</time>`;
}

/** The state of a pull request, in a word and a colour. @internal */
export function stateView(pull: PullRecord): Html {
  if (pull.merged) return html`<span class="state merged">Merged</span>`;
  if (pull.state === 'open') {
    return html`<span class="state open">Open</span>`;
  }
  return html`<span class="state closed">Closed</span>`;
}

/** "1 commit", "2 commits". @internal */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
