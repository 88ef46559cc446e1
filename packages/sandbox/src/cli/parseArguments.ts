import { parseArgs } from 'node:util';

/** A cluster to serve from a file. @internal */
export interface ClusterFile {
  name: string;
  file: string;
}

/** What the command line of the sandbox says. @internal */
export interface Arguments {
  port: number;
  forgePort: number;
  data?: string;
  clusterFiles: ClusterFile[];
}

function portOf(option: string, text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`--${option} takes a port number, not '${text}'.`);
  }
  return port;
}

function clusterFileOf(text: string): ClusterFile {
  const equals = text.indexOf('=');
  const name = text.slice(0, equals);
  const file = text.slice(equals + 1);
  if (equals < 1 || !file) {
    throw new Error(`--cluster takes NAME=FILE, not '${text}'.`);
  }
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
    throw new Error(
      `--cluster ${text}: '${name}' is no cluster name; use lower case letters, digits and '-'.`,
    );
  }
  return { name, file };
}

/** Reads the command line; errors are one sentence each. @internal */
export function parseArguments(argv: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      port: { type: 'string', default: '7010' },
      'forge-port': { type: 'string', default: '7011' },
      data: { type: 'string' },
      cluster: { type: 'string', multiple: true, default: [] },
    },
  });
  return {
    port: portOf('port', values.port),
    forgePort: portOf('forge-port', values['forge-port']),
    data: values.data,
    clusterFiles: values.cluster.map(clusterFileOf),
  };
}
