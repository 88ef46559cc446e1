import { setTimeout as pause } from 'node:timers/promises';
import type { Target } from './proposal';

/** As much of Gitea's pull request as a reviewer looks at. */
interface Pull {
  merged: boolean;
  /** False when there are conflicts, and as long as Gitea looks for them. */
  mergeable: boolean;
}

/** How often a reviewer looks before they ask for the change anew: 50 s. */
const LOOKS = 200;
const PAUSE_MS = 250;

/** A reviewer on Gitea, who merges what can be merged. */
export class Reviewer {
  readonly #target: Target;

  constructor(target: Target) {
    this.#target = target;
  }

  /** The commit that main is at. */
  async mainCommit(): Promise<string> {
    const { body } = await this.#call('GET', 'branches/main');
    // Gitea's branch.
    return (body as { commit: { id: string } }).commit.id;
  }

  /**
   * Merges a pull request that was made when main was at `main`. Gitea looks
   * for conflicts when somebody looks at the pull request, and refuses to merge
   * until it has: then it is looked at again. False once main has moved on, or
   * when it is never found mergeable: the change has to be proposed again.
   */
  async merge(number: number, main: string): Promise<boolean> {
    for (let look = 0; look < LOOKS; look++) {
      const { body } = await this.#call('GET', `pulls/${number}`);
      const { merged, mergeable } = body as Pull;
      if (merged) return true;
      if (mergeable && (await this.#tryMerge(number))) return true;
      if ((await this.mainCommit()) !== main) return false;
      await pause(PAUSE_MS);
    }
    return false;
  }

  /** Gitea answers 405 while it looks for conflicts, 409 to one that it finds on the way. */
  async #tryMerge(number: number): Promise<boolean> {
    const path = `pulls/${number}/merge`;
    const { ok, status } = await this.#call('POST', path, { Do: 'merge' });
    if (!ok && status < 500 && status !== 405 && status !== 409) {
      throw new Error(`${path}: ${status}`);
    }
    return ok;
  }

  async #call(method: string, path: string, body?: object) {
    const { url, owner, repo, token } = this.#target;
    const response = await fetch(
      `${url}/api/v1/repos/${owner}/${repo}/${path}`,
      {
        method,
        headers: {
          authorization: `token ${token}`,
          'content-type': 'application/json',
        },
        body: body && JSON.stringify(body),
      },
    );
    const text = await response.text();
    const { ok, status } = response;
    if (method === 'GET' && !ok) throw new Error(`${path}: ${status} ${text}`);
    return {
      ok,
      status,
      body: method === 'GET' ? JSON.parse(text) : undefined,
    };
  }
}
