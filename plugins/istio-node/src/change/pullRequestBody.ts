import { createHash } from 'node:crypto';
import type { JsonObject } from '@backstage/types';
import {
  type ObjectRef,
  stringifyObjectRef,
  type ValidationResult,
} from '@meshwright/backstage-plugin-istio-common';
import type { CodeOwner } from '../owners/OwnerRule';
import type { ChangeKind } from './changeKind';
import { type ChangeMarker, type TextNote, writeMarker } from './changeMarker';
import { objectTable } from './objectTable';
import { codeBlock, codeSpan, linkTo, plainText, table } from './markdown';

/** What people should read in a pull request. All of it is escaped. @public */
export interface PullRequestText {
  title: string;
  /** The intent in one sentence. */
  summary: string;
  entity?: { ref: string; url?: string };
  requester?: { ref: string; url?: string };
  checks?: ValidationResult;
  /** What happens, in order. */
  effects: readonly string[];
  rollback: string;
  parameters: JsonObject;
  template?: { ref: string; version?: string };
  taskUrl?: string;
  /** Page on which the change can be watched taking effect. */
  watchUrl?: string;
}

/** What the change engine found out. @public */
export interface PullRequestFacts {
  changeId: string;
  base: { branch: string; sha?: string };
  objects: ReadonlyArray<{ ref: ObjectRef; path: string; change: ChangeKind }>;
  files: ReadonlyArray<{
    path: string;
    change: ChangeKind;
    added: number;
    removed: number;
  }>;
  /** Whom the CODEOWNERS file of the repository names for the files. */
  owners?: readonly CodeOwner[];
  /** What of the files as they were people should know, a sentence each. */
  remarks?: readonly string[];
  /** What tells the texts of the branch again, by path. */
  notes?: ReadonlyMap<string, TextNote>;
  /** What the last push changed, on an update. */
  sinceLastPush?: readonly string[];
}

/** The title of a pull request: `mesh(shop): expose shop.example.com [eu-1]`. @public */
export function changeTitle(parts: {
  scope: string;
  action: string;
  cluster: string;
}): string {
  return `mesh(${parts.scope}): ${parts.action} [${parts.cluster}]`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function checkSection({ checks }: PullRequestText): string[] {
  if (!checks) return ['## Checks', 'None ran.'];
  const { findings, passed, unverified } = checks;
  const count = (severity: string) =>
    findings.filter(finding => finding.severity === severity).length;
  const rows = findings.map(({ code, cause, fix, documentation }) => [
    linkTo(code, documentation),
    plainText(cause),
    plainText(fix),
  ]);
  return [
    `## Checks: ${passed} passed, ${plural(
      count('warning'),
      'warning',
    )}, ${plural(count('error'), 'block')}`,
    ...(rows.length ? [table(['Code', 'Finding', 'What to do'], rows)] : []),
    ...(unverified.length
      ? [
          [
            'Not verified:',
            ...unverified.map(item => `- ${plainText(item)}`),
          ].join('\n'),
        ]
      : []),
  ];
}

function remarkSection({ remarks = [] }: PullRequestFacts): string[] {
  if (remarks.length === 0) return [];
  const lines = remarks.map(remark => `- ${plainText(remark)}`);
  return ['## Stays as it is', lines.join('\n')];
}

/** In code, so that it asks nobody: the forge does where it is set up to. */
function ownerSection({ owners = [] }: PullRequestFacts): string[] {
  if (owners.length === 0) return [];
  const line = owners
    .map(
      ({ name, paths, optional }) =>
        `${codeSpan(name)} (${plural(paths.length, 'file')}${
          optional ? ', optional' : ''
        })`,
    )
    .join(', ');
  return ['## Code owners', line];
}

function verifiedLine({ checks }: PullRequestText, facts: PullRequestFacts) {
  const { branch, sha } = facts.base;
  const live = checks?.verifiedAgainst;
  return [
    codeSpan(sha ? `${branch}@${sha.slice(0, 8)}` : branch),
    live
      ? `${plainText(live.cluster)} live state of ${plainText(live.at)}`
      : '**unverified against a cluster**',
  ].join(' · ');
}

function folded(title: string, content: string): string {
  return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`;
}

function footer(text: PullRequestText, facts: PullRequestFacts): string[] {
  const { template } = text;
  const version = template?.version ? `@${template.version}` : '';
  const source = [
    template && codeSpan(`${template.ref}${version}`),
    text.taskUrl && linkTo('scaffolder task', text.taskUrl),
    text.watchUrl && linkTo('watch it take effect', text.watchUrl),
    'running the form again updates this pull request',
  ].filter(Boolean);
  const since = facts.sinceLastPush;
  return [
    '---',
    ...(since
      ? [
          `**Since the last push:** ${plainText(
            since.join('; ') || 'texts only',
          )}.`,
        ]
      : []),
    source.join(' · '),
  ];
}

/** The hash of what a text says, without times, commits and links. @internal */
export function textState(
  text: PullRequestText,
  facts: PullRequestFacts,
): string {
  const { title, summary, checks, effects, rollback, parameters } = text;
  const said = {
    title,
    summary,
    effects,
    rollback,
    parameters,
    version: text.template?.version,
    findings: checks?.findings,
    unverified: checks?.unverified,
    objects: facts.objects.map(({ ref, path }) => [ref, path]),
  };
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}

/**
 * What people read in a pull request: what it is for, what it writes, what was
 * checked, what will happen, how to undo it.
 *
 * @internal
 */
export function readablePullRequest(
  text: PullRequestText,
  facts: PullRequestFacts,
): string {
  const { entity, requester } = text;
  const lines = facts.files.map(({ path, change, added, removed }) => [
    codeSpan(path),
    change,
    `+${added} −${removed}`,
  ]);
  const asked = [
    entity && `For ${linkTo(entity.ref, entity.url)}.`,
    requester && `Asked for by ${linkTo(requester.ref, requester.url)}.`,
  ].filter(Boolean);
  return [
    `**${plainText(text.summary)}**${
      asked.length ? ` ${asked.join(' ')}` : ''
    }`,
    '## Objects',
    objectTable(facts),
    ...checkSection(text),
    ...remarkSection(facts),
    '## What happens, in order',
    text.effects
      .map((effect, i) => `${i + 1}. ${plainText(effect)}`)
      .join('\n'),
    '## Rollback',
    plainText(text.rollback),
    ...ownerSection(facts),
    '## Verified against',
    verifiedLine(text, facts),
    folded(
      'Parameters',
      codeBlock(JSON.stringify(text.parameters, null, 2), 'json'),
    ),
    folded('Files', table(['File', 'Change', 'Lines'], lines)),
    ...footer(text, facts),
  ].join('\n\n');
}

/**
 * The body of a pull request: what people read, and a hidden marker for the
 * next run.
 *
 * @public
 */
export function buildPullRequestBody(
  text: PullRequestText,
  facts: PullRequestFacts,
): string {
  const marker: ChangeMarker = {
    change: facts.changeId,
    state: textState(text, facts),
    objects: Object.fromEntries(
      facts.objects.map(({ ref, change, path }) => [
        stringifyObjectRef(ref),
        { change, path },
      ]),
    ),
    files: Object.fromEntries(
      facts.files.map(({ path, ...file }) => [
        path,
        { ...file, ...facts.notes?.get(path) },
      ]),
    ),
  };
  return `${readablePullRequest(text, facts)}\n\n${writeMarker(marker)}`;
}
