import type { FindingKindName } from '../../findings/catalogue';
import type { MeshObjectType } from '../../model/meshObject';
import type { ObjectBase } from '../../model/objectMeta';
import type { ObjectNote, ObjectNoteName } from '../../model/objectNote';
import type { PodObject } from '../../model/workloadObjects';
import type { AssessScope } from '../AssessScope';
import {
  type FindingRule,
  type ObjectRule,
  type RawFinding,
  nameOf,
  objectRule,
} from './findingRule';
import { isIgnored } from './ignoredNamespaces';

type Words = Pick<RawFinding, 'cause' | 'fix'>;

/** What a note means; the details are those of the note. */
export interface NoteMeaning {
  kind: FindingKindName;
  words(name: string, details: readonly string[]): Words;
}

/** The notes of one name on an object. */
export function notesOf(
  object: Pick<ObjectBase<string>, 'notes'>,
  name: ObjectNoteName,
): readonly ObjectNote[] {
  return object.notes?.filter(note => note.name === name) ?? [];
}

/** The pods of a namespace that have notes; most namespaces have none. */
export function notedPods(
  { index }: AssessScope,
  namespace: string,
): readonly PodObject[] {
  // As many pods as a namespace has are looked at for every event: no list of
  // all is made.
  const noted: PodObject[] = [];
  for (const pod of index.inNamespace('pod', namespace)) {
    if (pod.notes !== undefined) noted.push(pod);
  }
  return noted;
}

/** A rule for faults that were noticed on the object itself. */
export function noteRule<TType extends MeshObjectType>(
  rule: Pick<FindingRule, 'name' | 'reads'> & { subjects: readonly TType[] },
  meanings: Partial<Record<ObjectNoteName, NoteMeaning>>,
): ObjectRule<TType> {
  return objectRule({
    ...rule,
    selfContained: true,
    raises: [...new Set(Object.values(meanings).map(({ kind }) => kind))],
    concerns: ({ notes }) => notes !== undefined,
    podsIn: notedPods,
    *judge(_, object) {
      if (!object.notes || isIgnored(object.ref)) return;
      for (const { name, details = [] } of object.notes) {
        const meaning = meanings[name];
        if (!meaning) continue;
        yield {
          kind: meaning.kind,
          object,
          ...meaning.words(nameOf(object.ref), details),
        };
      }
    },
  });
}
