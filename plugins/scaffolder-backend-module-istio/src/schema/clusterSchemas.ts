import { isError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import {
  type ManifestObject,
  withoutRemovals,
} from '@meshwright/backstage-plugin-istio-common';
import type { KindSchemas } from '../backend/KindSchemas';
import type { ImportModule } from './cel/loadCel';
import { KindVerdicts } from './KindVerdicts';
import { previousOf } from './previousOf';
import type { SchemaSource, SchemaTarget, SchemaVerdict } from './SchemaSource';

/** The group, version and kind of an object; the group is empty for the core. */
function questionOf({ apiVersion, kind }: ManifestObject) {
  const [group, version] = apiVersion.split('/');
  return version === undefined
    ? { group: '', version: group, kind }
    : { group, version, kind };
}

function nameOf({ kind, metadata: { namespace, name } }: ManifestObject) {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

/** What else stands in for the cluster, and that it does. */
async function shipped(
  object: ManifestObject,
  fallback: SchemaSource,
  reason: string,
): Promise<SchemaVerdict> {
  const verdict = await fallback.check(object);
  if (!verdict.known) return { known: false, reason };
  return {
    ...verdict,
    title: fallback.title,
    unverified: [
      ...(verdict.unverified ?? []),
      `The schemas of the cluster (${reason}): ${fallback.title} stood in for them, without the rules of the definitions`,
    ],
  };
}

/**
 * The schemas and rules of the target cluster itself, as it publishes them.
 * Where it does not tell, those of the fallback, which is said.
 *
 * @internal
 */
export function clusterSchemas(options: {
  backend: KindSchemas;
  fallback: SchemaSource;
  importModule?: ImportModule;
}): SchemaSource {
  const { backend, fallback } = options;
  const verdicts = new KindVerdicts(
    options.importModule ?? (specifier => import(specifier)),
  );
  const ask = askOnce(backend);
  return {
    title: 'the schemas of the cluster',
    async check(object, target) {
      if (!target) return fallback.check(object);
      const { cluster } = target;
      const answer = await ask({ cluster, ...questionOf(object) }, target);
      if (answer.state !== 'answered') {
        return shipped(object, fallback, `${cluster}: ${answer.reason}`);
      }
      const { value } = answer;
      return value.served
        ? judge(object, value, verdicts, target)
        : {
            known: true,
            problems: [
              {
                path: '',
                message: `is of ${object.apiVersion} ${object.kind}, which ${cluster} does not serve`,
              },
            ],
            title: titleOf(target),
          };
    },
  };
}

/** Asks for each kind once in a run, which has one target. */
function askOnce(backend: KindSchemas): KindSchemas['kindSchema'] {
  type Answers = Map<string, ReturnType<KindSchemas['kindSchema']>>;
  const asked = new WeakMap<object, Answers>();
  return (question, target) => {
    const known: Answers = asked.get(target) ?? new Map();
    asked.set(target, known);
    const key = JSON.stringify(question);
    const answer = known.get(key) ?? backend.kindSchema(question, target);
    known.set(key, answer);
    return answer;
  };
}

function titleOf({ cluster }: SchemaTarget): string {
  return `the schemas of ${cluster}`;
}

async function judge(
  object: ManifestObject,
  kind: Parameters<KindVerdicts['judge']>[1],
  verdicts: KindVerdicts,
  target: SchemaTarget,
): Promise<SchemaVerdict> {
  const title = titleOf(target);
  try {
    // A definition is plain JSON.
    const json = withoutRemovals(object) as unknown as JsonObject;
    const { problems, unverified } = await verdicts.judge(
      json,
      kind,
      previousOf(object, target.repository),
    );
    return {
      known: true,
      problems,
      title,
      unverified: unverified.map(
        part => `${nameOf(object)}: ${part} was not evaluated`,
      ),
    };
  } catch (error) {
    const reason = isError(error) ? error.message : String(error);
    return {
      known: false,
      reason: `${title} could not be used (${reason.slice(0, 200)})`,
    };
  }
}
