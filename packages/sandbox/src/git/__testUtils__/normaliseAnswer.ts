import { TestAnswer } from './startTestForge';

/** An answer without what differs between two forges that behave alike. */
export interface NormalAnswer {
  name: string;
  status: number;
  body: unknown;
}

const OBJECT_NAME = /\b[0-9a-f]{40}\b/g;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;
const FIXED_TIMES = ['0001-01-01T00:00:00Z', '2026-01-05T09:00:00Z'];

/**
 * Replaces, in the order they turn up, object names, times, addresses and
 * numbers of the database; people and repositories become their names and their
 * fields, which must be the same.
 */
export class AnswerNormaliser {
  readonly #names = new Map<string, string>();

  constructor(readonly url: string, readonly repository: string) {}

  normalise(name: string, { status, body }: TestAnswer): NormalAnswer {
    return { name, status, body: this.#value(body) };
  }

  #value(value: unknown): unknown {
    if (typeof value === 'string') return this.#text(value);
    if (Array.isArray(value)) return value.map(item => this.#value(item));
    if (typeof value !== 'object' || value === null) return value;
    const fields = value as Record<string, unknown>;
    const names = Object.keys(fields).sort();
    if ('login' in fields) return { user: fields.login, fields: names };
    if ('full_name' in fields) return { repository: true, fields: names };
    const entries = names.map(key => [key, this.#field(key, fields[key])]);
    return Object.fromEntries(entries);
  }

  #field(key: string, value: unknown): unknown {
    if (key === 'id' && typeof value === 'number') return '<number>';
    if (key === 'repo_id') return '<number>';
    // Gitea lists what a commit changed in no order.
    if (
      key === 'files' &&
      Array.isArray(value) &&
      'status' in (value[0] ?? {})
    ) {
      return this.#value(
        [...value].sort((a, b) => (a.filename < b.filename ? -1 : 1)),
      );
    }
    return this.#value(value);
  }

  #text(text: string): string {
    if (TIME.test(text) && !FIXED_TIMES.includes(text)) return '<time>';
    return text
      .split(this.url)
      .join('<url>')
      .split(this.repository)
      .join('<repository>')
      .replace(/(id: )\d+/g, '$1<number>')
      .replace(OBJECT_NAME, sha => this.#name(sha));
  }

  #name(sha: string): string {
    const known = this.#names.get(sha) ?? `<object ${this.#names.size + 1}>`;
    this.#names.set(sha, known);
    return known;
  }
}
