import type { ChangeStatus, FindingStatus } from '../api/facts';
import { type Tone, worstTone } from '../model/verdicts';
import { type FactDraft, plainWhy } from './factDraft';
import { placeWords } from './placeWords';

interface Input {
  findings: readonly FindingStatus[];
  changes: readonly ChangeStatus[];
  clusters: readonly string[];
}

const SEVERITIES = ['error', 'warning', 'info'] as const;

const SEVERITY_TONES: Readonly<Record<FindingStatus['severity'], Tone>> = {
  error: 'error',
  warning: 'warning',
  info: 'info',
};

const MONTHS = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
];

/** "9 Nov", in UTC. */
function dayWords(time: string | undefined): string {
  const at = Date.parse(time ?? '');
  if (Number.isNaN(at)) return '';
  const date = new Date(at);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

/** The change that is still on its way, else the last one. */
function currentChange(
  changes: readonly ChangeStatus[],
): ChangeStatus | undefined {
  const byTime = [...changes].sort((a, b) =>
    a.proposedAt < b.proposedAt ? 1 : -1,
  );
  return (
    byTime.find(({ stage }) => stage !== 'effective' && stage !== 'closed') ??
    byTime.find(({ stage }) => stage === 'effective')
  );
}

/** How far a change is: "PR #42 awaits review". */
export function changeWords(change: ChangeStatus): string {
  const name = `PR #${change.pullRequest.number}`;
  switch (change.stage) {
    case 'proposed':
      return `${name} awaits review`;
    case 'merged':
      return `${name} merged, awaits sync`;
    case 'synced':
      return `${name} synced, not effective yet`;
    case 'effective': {
      const day = dayWords(change.effectiveAt);
      return `last change ${name}, effective${day ? ` since ${day}` : ''}`;
    }
    default:
      return `${name} closed`;
  }
}

function wordOf(severity: FindingStatus['severity'], count: number): string {
  const noun = severity === 'info' ? 'note' : severity;
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function quiet(
  muted: number,
  change: ChangeStatus | undefined,
): Pick<FactDraft, 'text' | 'origin'> {
  const mutedText = muted > 0 ? `${muted} muted` : 'nothing muted';
  if (!change) return { text: 'no open change', origin: mutedText };
  return change.stage === 'effective'
    ? { text: mutedText, origin: changeWords(change) }
    : { text: changeWords(change), origin: change.detail || change.title };
}

/** What is wrong with the configuration, and how far the open change is. */
export function changesFact({ findings, changes, clusters }: Input): FactDraft {
  const active = findings.filter(({ muted }) => !muted);
  const change = currentChange(changes);
  const open = change && change.stage !== 'effective' ? change : undefined;
  const severity = SEVERITIES.find(one =>
    active.some(finding => finding.severity === one),
  );
  const changeTone = open ? [open.tone] : [];
  if (!severity) {
    const words = quiet(findings.length - active.length, change);
    return {
      id: 'changes',
      tone: worstTone(['ok', ...changeTone]),
      word: 'No findings',
      ...words,
      why: plainWhy(
        open
          ? `No findings; ${open.detail || changeWords(open)}`
          : 'No findings',
      ),
    };
  }
  const worst = active.filter(finding => finding.severity === severity);
  const [first] = worst;
  const same = worst.filter(
    ({ code, cause }) => code === first.code && cause === first.cause,
  );
  const place = placeWords(
    same.map(({ cluster }) => cluster),
    clusters,
  );
  const object = `${first.ref.kind} ${
    first.ref.namespace ? `${first.ref.namespace}/` : ''
  }${first.ref.name}${place}`;
  return {
    id: 'changes',
    tone: worstTone([SEVERITY_TONES[severity], ...changeTone]),
    word: wordOf(severity, worst.length),
    text: `${first.code}, ${first.title ?? first.cause}`,
    origin: open ? changeWords(open) : object,
    decidedBy: { cluster: first.cluster, ref: first.ref },
    why: {
      summary: `${first.cause}. ${first.fix}`,
      considered: worst.map(({ ref, cause, code }) => ({
        ref,
        says: cause,
        decides: true,
        reason: code,
      })),
    },
    ...(first.action && { action: first.action }),
  };
}
