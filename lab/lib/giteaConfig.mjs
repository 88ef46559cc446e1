import { randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { share } from './binaries.mjs';

/** Gitea's app.ini: one folder for all it stores, loopback only, no SSH. */
export function giteaConfig(folder, { port, url }) {
  const { uid, username } = userInfo();
  const secret = () => randomBytes(32).toString('hex');
  // A container may have no other user than root.
  const asRoot = uid === 0 ? 'I_AM_BEING_UNSAFE_RUNNING_AS_ROOT = true' : '';
  return `APP_NAME = Meshwright lab
RUN_USER = ${username}
RUN_MODE = prod
WORK_PATH = ${folder}
${asRoot}

[server]
PROTOCOL = http
HTTP_ADDR = 127.0.0.1
HTTP_PORT = ${port}
ROOT_URL = ${url}/
STATIC_ROOT_PATH = ${share('gitea', 'static')}
APP_DATA_PATH = ${join(folder, 'data')}
OFFLINE_MODE = true
DISABLE_SSH = true

[database]
DB_TYPE = sqlite3
PATH = ${join(folder, 'gitea.db')}
; Every request with a token writes. What stands here is put into the address of
; the database as it is: nothing has to outlive us, so no write waits for the disk.
SQLITE_JOURNAL_MODE = WAL&_synchronous=OFF
SQLITE_TIMEOUT = 20000

[git.config]
core.fsync = none

[security]
INSTALL_LOCK = true
SECRET_KEY = ${secret()}
INTERNAL_TOKEN = ${secret()}
PASSWORD_HASH_ALGO = pbkdf2_v1

[oauth2]
ENABLED = false

[repository]
ROOT = ${join(folder, 'repositories')}
DEFAULT_BRANCH = main

[repository.pull-request]
; With many open, looking at each after every merge takes minutes.
DELAY_CHECK_FOR_INACTIVE_DAYS = 0

[indexer]
ISSUE_INDEXER_TYPE = db

[actions]
ENABLED = false

[cron.update_checker]
ENABLED = false

[log]
LEVEL = Warn
MODE = console
`;
}
