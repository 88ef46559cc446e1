import type { ForgeReply } from '../forgeClient';
import { forgeFault } from '../forgeFault';
import { notUnpacked, refusedBy, unreadable } from './gitFaults';
import type { GitObject } from './gitObject';
import { readPack, writePack } from './packFile';
import {
  DELIMITER,
  FLUSH,
  pktLine,
  readPackets,
  readSideBand,
} from './pktLine';

const HEADS = 'refs/heads/';
const NOTHING = '0'.repeat(40);
const AGENT = 'agent=meshwright';

/** What a pack may unfold to. */
const MAX_UNPACKED = 96 * 1024 * 1024;
/** What comes before the objects. */
const PACK = 'packfile\n';
/** Files up to this size come with the trees. */
const SMALL = 'blob:limit=65536';
const NO_FILES = 'blob:none';

/** How the remote is reached; it throws in words what a status refuses. @internal */
export interface GitTransport {
  title: string;
  repository: string;
  /** How many calls were made to the forge so far, of any kind. */
  readonly calls: number;
  post(
    service: 'git-upload-pack' | 'git-receive-pack',
    body: Buffer,
    what: string,
  ): Promise<GitReply>;
}

/** What is read of an answer. @internal */
export type GitReply = Pick<ForgeReply, 'bytes' | 'clean'>;

/** An answer with its packets. */
interface Answer {
  packets: ReadonlyArray<Buffer | string>;
  clean: GitReply['clean'];
}

/** What came of a push. @internal */
export type PushOutcome =
  | { state: 'done' }
  /** The branch is not at the commit that was named. */
  | { state: 'moved'; said: string }
  | { state: 'refused'; said: string };

/** Reasons that git itself gives when a ref is not what the push names. */
const MOVED =
  /failed to (update|lock) ref|cannot lock ref|already exists|incorrect old value|fetch first|non-fast-forward|stale info/i;

/**
 * A repository over smart HTTP: reading by version 2 of git's protocol
 * (`gitprotocol-v2`), which needs no call before and lets anything be wanted by
 * its id, and `git-receive-pack` (`gitprotocol-pack`). Each of them is one POST,
 * without a file system, a process or settings of the repository.
 *
 * @internal
 */
export class GitRemote {
  readonly #transport: GitTransport;
  #filters = true;

  constructor(transport: GitTransport) {
    this.#transport = transport;
  }

  /** Heads of the branches whose names begin so. */
  async heads(beginnings: readonly string[]): Promise<Map<string, string>> {
    const what = `read branch ${beginnings.join(' and ')}`;
    const answer = await this.#ask(
      'ls-refs',
      beginnings.map(name => `ref-prefix ${HEADS}${name}`),
      what,
    );
    const heads = new Map<string, string>();
    for (const packet of answer?.packets ?? []) {
      const [id, name = ''] = packet.toString().trim().split(' ');
      if (!name.startsWith(HEADS)) continue;
      heads.set(name.slice(HEADS.length), this.#id(id));
    }
    return heads;
  }

  /**
   * A commit with its trees and, where there is room, its small files; nothing
   * of what was before it. Undefined when there is no such commit.
   */
  async snapshot(commit: string): Promise<Map<string, GitObject> | undefined> {
    const wants = ['deepen 1', `want ${commit}`];
    const what = `read commit ${commit}`;
    try {
      return await this.#fetch(wants, what, SMALL);
    } catch (error) {
      // Who filters nothing would send the same again.
      if (forgeFault(error) !== 'too-large' || !this.#filters) throw error;
      return this.#fetch(wants, what, NO_FILES);
    }
  }

  /**
   * The commit that a branch is at, with everything in it, by the first version
   * of the protocol: every server has it, but gives nothing else and leaves
   * nothing out.
   */
  async tip(commit: string): Promise<Map<string, GitObject> | undefined> {
    const text = [
      pktLine(`want ${commit} side-band-64k no-progress ${AGENT}\n`),
      ...[pktLine('deepen 1\n'), FLUSH, pktLine('done\n')],
    ].join('');
    const what = `read commit ${commit}`;
    const body = Buffer.from(text, 'utf8');
    const answer = await this.#post('git-upload-pack', body, what);
    if (this.#isRefused(answer, what)) return undefined;
    return this.#unpack(answer, 'NAK\n');
  }

  /** Objects by their ids. */
  async objects(ids: readonly string[]): Promise<Map<string, GitObject>> {
    const wants = ids.map(id => `want ${id}`);
    return (await this.#fetch(wants, 'read files')) ?? new Map();
  }

  /**
   * Moves a branch to a new commit if it is still at `from`; undefined says
   * that it does not exist yet. Never forced: the commit follows `from`.
   */
  async push(
    branch: string,
    update: { from?: string; to: string; objects: readonly GitObject[] },
  ): Promise<PushOutcome> {
    const { from = NOTHING, to, objects } = update;
    const command = `${from} ${to} ${HEADS}${branch}\0 report-status side-band-64k ${AGENT}`;
    const body = Buffer.concat([
      Buffer.from(`${pktLine(command)}${FLUSH}`, 'utf8'),
      writePack(objects),
    ]);
    const what = `commit to branch ${branch}`;
    const answer = await this.#post('git-receive-pack', body, what);
    const { data, said, error } = readSideBand(answer.packets);
    const report = this.#packets(data).map(String);
    const isUnpacked = report.some(line => line.trim() === 'unpack ok');
    if (isUnpacked && report.some(line => line.startsWith('ok '))) {
      return { state: 'done' };
    }
    const refusal = report.find(line => line.startsWith('ng ')) ?? '';
    const reason = refusal.split(' ').slice(2).join(' ').trim();
    const told = answer.clean([reason, said, error].filter(Boolean).join(': '));
    if (MOVED.test(reason)) return { state: 'moved', said: told };
    if (reason || said || error) return { state: 'refused', said: told };
    // Nobody knows what became of it.
    throw unreadable(this.#transport);
  }

  async #fetch(
    wants: readonly string[],
    what: string,
    filter?: string,
  ): Promise<Map<string, GitObject> | undefined> {
    const isFiltered = filter !== undefined && this.#filters;
    const answer = await this.#ask(
      'fetch',
      [
        'no-progress',
        ...(isFiltered ? [`filter ${filter}`] : []),
        ...wants,
      ].concat('done'),
      what,
    );
    if (!answer) return undefined;
    const has = answer.packets.some(packet => packet.toString() === PACK);
    if (!has && isFiltered) {
      // Who may not filter gets no answer (`uploadpack.allowFilter`).
      this.#filters = false;
      return this.#fetch(wants, what);
    }
    return this.#unpack(answer, PACK);
  }

  /** The objects that come after a packet. */
  #unpack({ packets, clean }: Answer, head: string): Map<string, GitObject> {
    const start = packets.findIndex(packet => packet.toString() === head);
    if (start < 0) throw unreadable(this.#transport);
    const { data, error } = readSideBand(packets.slice(start + 1));
    if (error) throw unreadable(this.#transport, clean(error));
    try {
      return readPack(data, MAX_UNPACKED);
    } catch (problem) {
      throw notUnpacked(this.#transport, problem, clean);
    }
  }

  /** Whether what is asked for is not there; other refusals are thrown. */
  #isRefused({ packets, clean }: Answer, what: string): boolean {
    const said = packets[0]?.toString() ?? '';
    if (!said.startsWith('ERR ')) return false;
    if (/not our ref/.test(said)) return true;
    const text = clean(said.slice('ERR '.length));
    throw refusedBy(this.#transport, text, what);
  }

  /** A command of version 2; undefined when what it wants is not there. */
  async #ask(
    command: string,
    args: readonly string[],
    what: string,
  ): Promise<Answer | undefined> {
    const lines = args.map(arg => pktLine(`${arg}\n`));
    const text = [
      pktLine(`command=${command}\n`),
      pktLine(`${AGENT}\n`),
      ...[DELIMITER, ...lines, FLUSH],
    ].join('');
    const body = Buffer.from(text, 'utf8');
    const answer = await this.#post('git-upload-pack', body, what);
    return this.#isRefused(answer, what) ? undefined : answer;
  }

  async #post(
    service: 'git-upload-pack' | 'git-receive-pack',
    body: Buffer,
    what: string,
  ): Promise<Answer> {
    const { bytes, clean } = await this.#transport.post(service, body, what);
    return { packets: this.#packets(bytes), clean };
  }

  #packets(bytes: Buffer): Array<Buffer | string> {
    try {
      return readPackets(bytes);
    } catch {
      throw unreadable(this.#transport);
    }
  }

  #id(id: string): string {
    if (/^[0-9a-f]{40}$/.test(id)) return id;
    throw unreadable(this.#transport);
  }
}
