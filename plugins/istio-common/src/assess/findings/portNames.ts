import { noteRule } from './noteRule';

/**
 * Ports of Services that do not say which protocol they serve.
 * Source: pkg/config/analysis/analyzers/service/portname.go.
 */
export const portNames = noteRule(
  {
    name: 'port-names',
    subjects: ['service'],
    reads: [['services', 'service']],
  },
  {
    'port-name': {
      kind: 'portName',
      words: (name, [port, number]) => ({
        cause: `Port ${number} of ${name} is ${
          port ? `called ${port}` : 'without a name'
        }, from which Istio cannot tell the protocol`,
        fix: `Call the port http, tcp-${
          port || number
        } or the like, or set appProtocol.`,
      }),
    },
    'external-name-port': {
      kind: 'externalNamePort',
      words: (name, [port, number]) => ({
        cause: `${name} is an ExternalName and its port ${number}${
          port && ` (${port})`
        } is plain TCP to Istio, which may not forward it`,
        fix: 'Name the port after its protocol, such as http or tls.',
      }),
    },
  },
);
