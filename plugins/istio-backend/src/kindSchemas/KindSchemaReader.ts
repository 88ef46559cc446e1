import type { Clock } from '../watch/Clock';
import { failureOfStatus } from '../watch/failureOfStatus';
import { isRecord } from '../watch/isRecord';
import { KubeFailure } from '../watch/KubeFailure';
import type { KubeTransport } from '../watch/KubeTransport';
import { parseJson } from '../watch/parseJson';
import { readBody } from '../watch/readBody';
import { failureOfError } from '../watch/failureOfError';
import type { KindSchema, SchemaAnswer, SchemaQuestion } from './KindSchema';
import { reachableSchemas, schemaNameOf } from './reachableSchemas';

/** A CRD that is installed anew shows after so long. */
const KEPT_MS = 5 * 60_000;

/** The document of the core group has about 2 MB. */
const LARGEST_DOCUMENT = 16 * 1024 * 1024;

const LONGEST_WAIT_MS = 8_000;

/** A cluster that does not answer is not asked again for so long: a change has many kinds. */
const SILENT_MS = 10_000;

/** So many kinds are kept; the oldest go first. */
const MOST_KINDS = 100;

type Schemas = Readonly<Record<string, unknown>>;

function pathOf({ group, version }: SchemaQuestion): string {
  return group
    ? `/openapi/v3/apis/${group}/${version}`
    : `/openapi/v3/api/${version}`;
}

/** Lists every document. */
const INDEX = '/openapi/v3';

function noDocument(path: string): KubeFailure {
  return new KubeFailure(
    'degraded',
    `the answer to ${path} is no OpenAPI v3 document`,
  );
}

function answerOf(
  schemas: Schemas | undefined,
  question: SchemaQuestion,
): KindSchema {
  const root = schemas && schemaNameOf(schemas, question);
  return schemas && root !== undefined
    ? { served: true, root, schemas: reachableSchemas(schemas, root) }
    : { served: false };
}

/**
 * Reads the schemas of a cluster's kinds from its OpenAPI v3 documents, which
 * `system:discovery` lets every authenticated user read. One document is read
 * once for all who ask at the same time; of it only the kinds that were asked
 * for are kept.
 */
export class KindSchemaReader {
  readonly #transport: KubeTransport;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #kept = new Map<string, { until: number; answer: KindSchema }>();
  readonly #reading = new Map<string, Promise<Schemas | undefined>>();

  #silent: { until: number; message: string } | undefined;

  constructor(options: {
    transport: KubeTransport;
    clock: Pick<Clock, 'now'>;
  }) {
    this.#transport = options.transport;
    this.#clock = options.clock;
  }

  /** Never throws: that the cluster does not tell is an answer too, which is not kept. */
  async read(question: SchemaQuestion): Promise<SchemaAnswer> {
    const path = pathOf(question);
    const key = `${path} ${question.kind}`;
    const kept = this.#kept.get(key);
    if (kept && kept.until > this.#clock.now()) return kept.answer;
    const silent = this.#silent;
    if (silent && silent.until > this.#clock.now()) {
      return { unread: silent.message };
    }
    try {
      const answer = answerOf(await this.#document(path), question);
      this.#keep(key, answer);
      return answer;
    } catch (error) {
      const { kind, message } = failureOfError(error);
      if (kind === 'unreachable') {
        this.#silent = { until: this.#clock.now() + SILENT_MS, message };
      }
      return { unread: message };
    }
  }

  #keep(key: string, answer: KindSchema): void {
    this.#kept.delete(key);
    this.#kept.set(key, { until: this.#clock.now() + KEPT_MS, answer });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KINDS) this.#kept.delete(oldest);
  }

  #document(path: string): Promise<Schemas | undefined> {
    const running = this.#reading.get(path);
    if (running) return running;
    const reading = this.#fetch(path).finally(() => this.#reading.delete(path));
    this.#reading.set(path, reading);
    return reading;
  }

  /** The schemas of a group and version; undefined when it is not served. */
  async #fetch(path: string): Promise<Schemas | undefined> {
    const document = await this.#get(path);
    if (document === undefined) {
      await this.#requireIndex();
      return undefined;
    }
    const { components } = document;
    const schemas = isRecord(components) ? components.schemas : undefined;
    if (!isRecord(schemas)) throw noDocument(path);
    return schemas;
  }

  /** That a document is not there says something only where others are. */
  async #requireIndex(): Promise<void> {
    const index = await this.#get(INDEX);
    if (!isRecord(index?.paths)) throw noDocument(INDEX);
  }

  /** A document; undefined when there is none. */
  async #get(path: string): Promise<Record<string, unknown> | undefined> {
    const response = await this.#transport.get({
      path,
      signal: AbortSignal.timeout(LONGEST_WAIT_MS),
    });
    const body = parseJson(
      await readBody(response.body, {
        maxBytes: LARGEST_DOCUMENT,
        timeoutMs: LONGEST_WAIT_MS,
      }),
    );
    if (response.status === 404) return undefined;
    if (response.status !== 200) {
      throw failureOfStatus(
        { status: response.status, body },
        this.#clock.now(),
      );
    }
    if (!isRecord(body)) throw noDocument(path);
    return body;
  }
}
