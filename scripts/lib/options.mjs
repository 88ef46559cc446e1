import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from './userError.mjs';

const USAGE =
  'npm start -- [--port N] [--sandbox-port N] [--forge-port N] [--cluster NAME=FILE]… [--no-open]';

function port(value, flag) {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0 || number > 65535) {
    throw new UserError(
      `${flag} wants a port from 0 to 65535, not "${value}".`,
    );
  }
  return number;
}

/** NAME=FILE with the file as seen from where the person stands, not from npm's folder. */
function dump(cluster) {
  const [name, given] = cluster.split(/=(.*)/s);
  if (!name || !given) {
    throw new UserError(`--cluster wants NAME=FILE, not "${cluster}".`);
  }
  const file = path.resolve(process.env.INIT_CWD ?? process.cwd(), given);
  if (!fs.existsSync(file)) {
    throw new UserError(
      `--cluster ${name}: there is no file ${given}. The README says how to make one with kubectl.`,
    );
  }
  return `${name}=${file}`;
}

/** The options of `npm start`, checked. */
export function parseStartOptions(args) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        port: { type: 'string', default: '7007' },
        'sandbox-port': { type: 'string', default: '7010' },
        'forge-port': { type: 'string', default: '7011' },
        cluster: { type: 'string', multiple: true, default: [] },
        open: { type: 'boolean', default: true },
        'no-open': { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    throw new UserError(`${error.message.split('. ')[0]}. Usage: ${USAGE}`);
  }
  return {
    port: port(values.port, '--port'),
    sandboxPort: port(values['sandbox-port'], '--sandbox-port'),
    forgePort: port(values['forge-port'], '--forge-port'),
    clusters: values.cluster.map(dump),
    open: values.open && !values['no-open'],
  };
}
