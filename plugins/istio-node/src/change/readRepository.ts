import { setTimeout as wait } from "node:timers/promises";
import {
  type RepositoryObject,
  type RepositoryState,
  withinRepositoryLimits,
} from "@meshwright/backstage-plugin-istio-common";
import type { Forge, RepositoryFile } from "../forges/Forge";
import { forgeFault } from "../forges/forgeFault";
import { kustomizationTree } from "./kustomizationTree";
import {
  clusterFolder,
  DEFAULT_LAYOUT_PATH,
  type ManifestLayout,
} from "./manifestLayout";
import { ParsedTexts } from "./ParsedTexts";
import { kustomizationAt } from "./workingCopy";

/** Files that a forge gives in one call; one that is not here may take a call each. */
const FILES_A_CALL: ReadonlyMap<string, number> = new Map([
  ["github", 100],
  ["gitlab", 50],
  ["gitea", 30],
  ["azure", 200],
  ["bitbucketServer", 200],
]);

/** Azure DevOps tells ids and contents apart, git heads and objects. */
const CALLS_A_READ: ReadonlyMap<string, number> = new Map([
  ["azure", 2],
  ["bitbucketServer", 2],
]);

/** Calls of one reading. */
const MOST_CALLS = 6;

/** Characters of texts that are read. */
const MOST_READ = 4 * 1024 * 1024;

/** Bytes of objects that are handed on. The backend takes 2 MB. */
const MOST_TEXT = 1024 * 1024;

/** Characters of the sentence on what was left out. */
const MOST_WORDS = 4000;

/** So many parts that were left out are named. */
const TOLD = 8;

const TIMEOUT_MS = 15_000;

/** What is read of a repository, for a change. @public */
export interface RepositoryQuestion {
  forge: Pick<Forge, "type" | "repository" | "readFiles">;
  /** The branch that is synced to the clusters. */
  branch: string;
  layout: Pick<ManifestLayout, "cluster" | "path" | "clusterPath">;
  /** Namespaces of the change, whose files are read first. */
  namespaces: readonly string[];
  /** Folders outside of which nothing is read. */
  allowedFolders: readonly string[];
  timeoutMs?: number;
}

/** Reads the same files once, within a number of calls and a time. */
class BoundedReader {
  readonly texts = new Map<string, string | undefined>();
  /** Why nothing more is read. */
  stopped: string | undefined;
  readonly refused: string[] = [];
  #calls = 0;
  #length = 0;
  readonly #deadline: number;
  readonly #until: Promise<"late">;
  readonly #timer = new AbortController();

  constructor(readonly question: RepositoryQuestion) {
    const { timeoutMs = TIMEOUT_MS } = question;
    this.#deadline = performance.now() + timeoutMs;
    this.#until = wait(timeoutMs, "late" as const, {
      signal: this.#timer.signal,
      ref: false,
    }).catch(() => "late" as const);
  }

  close(): void {
    this.#timer.abort();
  }

  isLate(): boolean {
    return performance.now() > this.#deadline;
  }

  /** False when it could not be read. */
  async read(wanted: readonly string[]): Promise<boolean> {
    const { forge } = this.question;
    const page = FILES_A_CALL.get(forge.type) ?? 0;
    const price = CALLS_A_READ.get(forge.type) ?? 1;
    const left = Math.floor((MOST_CALLS - this.#calls) / price) * page;
    const paths = wanted.slice(0, left);
    if (paths.length === 0) {
      this.stopped = `at most ${MOST_CALLS} calls are made for them`;
      return false;
    }
    this.#calls += Math.ceil(paths.length / page) * price;
    try {
      return await this.#take(paths);
    } catch (error) {
      return this.#failed(error, paths);
    }
  }

  async #take(paths: readonly string[]): Promise<boolean> {
    const { forge, branch } = this.question;
    const answer = forge.readFiles(branch, paths);
    // What comes too late is of no interest, a failure neither.
    answer.catch(() => {});
    const files = await Promise.race<
      ReadonlyMap<string, RepositoryFile> | undefined | "late"
    >([answer, this.#until]);
    if (files === "late") {
      this.stopped = `${forge.repository} did not answer in time`;
      return false;
    }
    if (!files) {
      this.stopped = `${forge.repository} has no branch ${branch}`;
      return false;
    }
    for (const path of paths) {
      const content = files.get(path)?.content;
      this.#length += content?.length ?? 0;
      if (this.#length > MOST_READ) {
        this.stopped = `at most ${MOST_READ} characters are read`;
        return false;
      }
      this.texts.set(path, content);
    }
    return true;
  }

  /** One file that is a link, or too long, is no reason to stop. */
  #failed(error: unknown, paths: readonly string[]): boolean {
    const said = error instanceof Error ? error.message : String(error);
    const culprit = paths.find((path) => said.startsWith(`${path} `));
    if (forgeFault(error) === "invalid" && culprit) {
      this.texts.set(culprit, undefined);
      this.refused.push(`${culprit} (it is not a plain file of readable size)`);
      return true;
    }
    this.stopped = said.slice(0, 300).replace(/[.:]+$/, "");
    return false;
  }
}

/** As many as are handed on, those of the namespaces first. */
function bounded(
  objects: readonly RepositoryObject[],
  namespaces: readonly string[]
): RepositoryObject[] {
  const isNear = ({ object: { metadata } }: RepositoryObject) =>
    namespaces.includes(metadata.namespace ?? metadata.name);
  const ordered = [
    ...objects.filter(isNear),
    ...objects.filter((one) => !isNear(one)),
  ];
  let length = 0;
  return withinRepositoryLimits(ordered).filter((one) => {
    length += Buffer.byteLength(JSON.stringify(one));
    return length <= MOST_TEXT;
  });
}

function told(parts: readonly string[]): string[] {
  const all = [...new Set(parts)];
  if (all.length === 0) return [];
  const more = all.length - TOLD;
  const words = `Files of the repository that were not looked at: ${all
    .slice(0, TOLD)
    .join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  return [words.slice(0, MOST_WORDS)];
}

/** Not every layout has one: what needs it says so. */
function topFolder(layout: RepositoryQuestion["layout"]): string[] {
  try {
    return [clusterFolder(layout)];
  } catch (error) {
    if (error instanceof Error && error.name === "InputError") return [];
    throw error;
  }
}

/** The folders of the namespaces, and the one that holds what has none. */
function foldersOf({ layout, namespaces }: RepositoryQuestion) {
  const template = layout.path ?? DEFAULT_LAYOUT_PATH;
  return {
    top: topFolder(layout),
    own: [...new Set(namespaces)].map((namespace) =>
      template
        .replaceAll("{cluster}", layout.cluster)
        .replaceAll("{namespace}", namespace)
    ),
  };
}

async function readTree(
  question: RepositoryQuestion,
  reader: BoundedReader
): Promise<RepositoryState> {
  const { namespaces, allowedFolders } = question;
  const { top, own } = foldersOf(question);
  const roots = [...top, ...own];
  const isNear = (path: string) =>
    own.some((folder) => path.startsWith(`${folder}/`));
  const parsed = new ParsedTexts();
  const isLate = () => reader.isLate();
  const walk = () =>
    kustomizationTree(roots, reader.texts, allowedFolders, { parsed, isLate });
  await reader.read([...new Set(roots.map(kustomizationAt))]);
  let tree = walk();
  while (tree.missing.length > 0 && !reader.stopped && !isLate()) {
    const near = tree.missing.filter(isNear);
    const far = tree.missing.filter((path) => !isNear(path));
    await reader.read([...near, ...far]);
    tree = walk();
  }
  if (tree.missing.length > 0) reader.stopped ??= "there was no time left";
  const objects = bounded(tree.objects, namespaces);
  const count = tree.missing.length;
  return {
    objects,
    unverified: told([
      ...(reader.stopped
        ? [
            `${count === 1 ? "1 file" : `${count} files`} and what ${
              count === 1 ? "it lists" : "they list"
            } (${reader.stopped})`,
          ]
        : []),
      ...reader.refused,
      // Those of namespaces that are new are not there yet.
      ...tree.unread.filter(
        (part) => !own.some((folder) => part.startsWith(`${folder} (it has no`))
      ),
      ...(objects.length < tree.objects.length
        ? [`${tree.objects.length - objects.length} objects (too many)`]
        : []),
    ]),
  };
}

/**
 * Reads what the repository defines in the cluster of a change: what the
 * kustomization of the cluster's folder and those of the namespaces bring
 * together, in at most six calls. Never throws for what the forge says: what
 * was not read is told as unverified, and so is everything on a forge that
 * takes a call a file.
 *
 * @public
 */
export async function readRepository(
  question: RepositoryQuestion
): Promise<RepositoryState> {
  const { forge } = question;
  if (!FILES_A_CALL.has(forge.type)) {
    return {
      objects: [],
      unverified: [
        `Other files of ${forge.repository} were not looked at: its forge may take a call for each`,
      ],
    };
  }
  const reader = new BoundedReader(question);
  try {
    return await readTree(question, reader);
  } finally {
    reader.close();
  }
}
