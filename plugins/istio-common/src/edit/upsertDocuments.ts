import { type ManifestObject, manifestRef } from '../build/manifest';
import { renderManifests } from '../build/renderManifests';
import { withoutRemovals } from '../build/withoutRemovals';
import { stringifyObjectRef } from '../model/identity';
import { documentIdentity } from './documentIdentity';
import { editDocument } from './editDocument';
import { sameValue } from './sameValue';
import { withKeptValues } from './withKeptValues';
import { withLineFeeds } from './withLineFeeds';
import { plainValue, readDocument, splitDocuments } from './yamlDocuments';
import { assertReadable, UnreadableYamlError } from './yamlLimits';

/** One document of a file, with its text as it stands. */
interface Part {
  text: string;
  /** Undefined for a part without content: comments only. */
  value: unknown;
  identity?: string;
}

/** @internal */
export function readParts(text: string): Part[] {
  assertReadable(text);
  const parts = splitDocuments(text).map(part => {
    const value = plainValue(readDocument(part)) ?? undefined;
    return { text: part, value, identity: documentIdentity(value) };
  });
  const seen = new Set<string>();
  for (const { identity } of parts) {
    if (identity && seen.has(identity)) {
      throw new UnreadableYamlError(`the YAML has ${identity} twice`);
    }
    if (identity) seen.add(identity);
  }
  return parts;
}

type Entries = Record<string, string | null>;

/** The entries of a document with the wanted ones; `null` takes one away. */
function union(kept: unknown, wanted: Entries | undefined): unknown {
  // A document of the repository; labels and annotations are texts there.
  const before = (kept ?? {}) as Entries;
  const merged = Object.entries({ ...before, ...wanted }).filter(
    ([key]) => wanted?.[key] !== null,
  );
  if (merged.length > 0) return Object.fromEntries(merged);
  // An empty map is as good as none, so whichever it is stays.
  return Object.keys(before).length === 0 ? kept : undefined;
}

/**
 * The wanted object with the labels and annotations that others gave the
 * document: a sync wave or an owner label is not ours to remove.
 */
function withKeptMetadata(object: ManifestObject, current: unknown) {
  // documentIdentity saw that it has metadata.
  const { metadata } = current as { metadata: Record<string, unknown> };
  const { labels, annotations, ...rest } = object.metadata;
  const both = {
    labels: union(metadata.labels, labels),
    annotations: union(metadata.annotations, annotations),
  };
  return {
    ...object,
    metadata: {
      ...rest,
      ...(both.labels !== undefined && { labels: both.labels }),
      ...(both.annotations !== undefined && { annotations: both.annotations }),
    },
  };
}

function append(text: string, parts: Part[], added: ManifestObject[]): string {
  if (added.length === 0) return text;
  const rendered = renderManifests(added);
  if (text === '') return rendered;
  const open = parts[parts.length - 1]?.value === undefined;
  const marker = open ? '' : '---\n';
  if (text.endsWith('\n')) return `${text}${marker}${rendered}`;
  // Its end stays without a line break, so that a removal finds it as it was,
  // unless the last value is a text that ends in one.
  const short = renderManifests(added.slice(-1)).replace(/\n$/, '');
  const shortens = sameValue(plainValue(readDocument(short)), added.at(-1));
  return `${text}\n${marker}${
    shortens ? rendered.replace(/\n$/, '') : rendered
  }`;
}

/**
 * An edited text without a line break at its end where it had none, so that a
 * removal finds it as it was; unless the last value is a text that ends in one.
 */
function sameEnd(source: string, text: string): string {
  if (text === source || source.endsWith('\n')) return text;
  const short = text.replace(/\n$/, '');
  const valuesOf = (one: string) => readParts(one).map(({ value }) => value);
  return sameValue(valuesOf(short), valuesOf(text)) ? short : text;
}

function assertPlan(text: string, plan: unknown[]): void {
  const result = readParts(text)
    .map(({ value }) => value)
    .filter(value => value !== undefined);
  if (!sameValue(result, plan)) {
    throw new UnreadableYamlError(
      'the edited YAML would not read as planned, edit the file by hand',
    );
  }
}

/**
 * Brings objects into a YAML file: an object that is there is updated in
 * place, others are appended. Comments, order, style and every other document
 * stay as they are; a file that has the objects already comes back unchanged.
 * A label, annotation or Helm value that is `null` is taken away. Helm values
 * in a HelmRelease or an Application are merged by path, as files of values are.
 *
 * @public
 */
export function upsertDocuments(
  text: string | undefined,
  objects: readonly ManifestObject[],
): string {
  return withLineFeeds(text ?? '', source => upsert(source, objects));
}

function upsert(source: string, objects: readonly ManifestObject[]): string {
  const parts = readParts(source);
  const waiting = new Map(
    objects.map(object => [stringifyObjectRef(manifestRef(object)), object]),
  );
  const plan: unknown[] = [];
  const edited = parts.map(part => {
    const object = part.identity ? waiting.get(part.identity) : undefined;
    if (!object || !part.identity) {
      if (part.value !== undefined) plan.push(part.value);
      return part.text;
    }
    waiting.delete(part.identity);
    const wanted = withKeptMetadata(
      withKeptValues(object, part.value),
      part.value,
    );
    plan.push(wanted);
    return sameValue(part.value, wanted)
      ? part.text
      : editDocument(part.text, wanted);
  });
  const added = [...waiting.values()].map(withoutRemovals);
  const result = append(sameEnd(source, edited.join('')), parts, added);
  assertPlan(result, [...plan, ...added]);
  return result;
}
