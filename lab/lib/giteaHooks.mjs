import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes what Gitea's git hooks start in place of Gitea, and returns its path.
 * Every push runs three hooks, and every pull request is pushed to a second
 * time; each starts a program of 110 MB, mostly for nothing. What `gitea hook`
 * does without asking its server (cmd/hook.go of 1.26.0: nothing for its own
 * pushes but `git update-server-info` after them, and nothing before a
 * reference is moved but to leave those of pull requests alone) is done here;
 * all else is Gitea itself.
 */
export function writeGiteaHooks(folder, gitea) {
  const path = join(folder, 'gitea');
  const text = `#!/bin/sh
if [ "$1" = hook ]; then
  case "$GITEA_INTERNAL_PUSH $3" in
    'true pre-receive' | 'true update') exit 0 ;;
    'true post-receive') exec git update-server-info ;;
  esac
  if [ "$3" = update ]; then
    case "$4" in refs/pull/*) exit 1 ;; esac
    exit 0
  fi
fi
exec '${gitea}' "$@"
`;
  writeFileSync(path, text, { mode: 0o755 });
  return path;
}
