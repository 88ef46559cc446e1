import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Lock } from '../Lock';
import { LabelRecord, PullRecord } from './PullRecord';

interface Content {
  nextNumber: number;
  pulls: PullRecord[];
  labels: LabelRecord[];
}

const EMPTY: Content = { nextNumber: 1, pulls: [], labels: [] };

/**
 * Pull requests and labels of one repository, in one JSON file that is replaced
 * as a whole: a crash leaves the old one or the new one, never half of it.
 *
 * @internal
 */
export class PullStore {
  readonly #file: string;
  readonly #writes = new Lock();
  #content: Content = structuredClone(EMPTY);

  constructor(file: string) {
    this.#file = file;
  }

  async load(): Promise<void> {
    try {
      // The file is ours alone, written by #save.
      this.#content = JSON.parse(await readFile(this.#file, 'utf8')) as Content;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      this.#content = structuredClone(EMPTY);
    }
  }

  /** Newest first. */
  list(): PullRecord[] {
    return [...this.#content.pulls].sort((a, b) => b.number - a.number);
  }

  get(number: number): PullRecord | undefined {
    return this.#content.pulls.find(pull => pull.number === number);
  }

  labels(): LabelRecord[] {
    return [...this.#content.labels];
  }

  async add(
    pull: Omit<PullRecord, 'number'>,
    beforeVisible: (number: number) => Promise<void>,
  ): Promise<PullRecord> {
    const record = { ...pull, number: this.#content.nextNumber };
    this.#content.nextNumber += 1;
    await beforeVisible(record.number);
    this.#content.pulls.push(record);
    await this.#save();
    return record;
  }

  async update(
    number: number,
    change: Partial<Omit<PullRecord, 'number'>>,
  ): Promise<PullRecord> {
    const at = this.#content.pulls.findIndex(pull => pull.number === number);
    if (at < 0) throw new Error(`There is no pull request #${number}`);
    const record = { ...this.#content.pulls[at], ...change };
    this.#content.pulls[at] = record;
    await this.#save();
    return record;
  }

  async addLabel(label: Omit<LabelRecord, 'id'>): Promise<LabelRecord> {
    const record = { ...label, id: this.#content.labels.length + 1 };
    this.#content.labels.push(record);
    await this.#save();
    return record;
  }

  async clear(): Promise<void> {
    this.#content = structuredClone(EMPTY);
    await this.#writes.run(() => rm(this.#file, { force: true }));
  }

  #save(): Promise<void> {
    return this.#writes.run(async () => {
      const draft = `${this.#file}.${randomUUID()}`;
      await mkdir(path.dirname(this.#file), { recursive: true });
      await writeFile(draft, JSON.stringify(this.#content, null, 2));
      await rename(draft, this.#file);
    });
  }
}
