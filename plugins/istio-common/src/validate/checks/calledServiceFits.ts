import type { ValidationFinding } from '../../api/validation';
import { type PortKind, servicePortKind } from '../../assess/egress/portKind';
import { CHANGE_CODES } from '../../findings/changeCodes';
import type { ServiceObject, ServicePort } from '../../model/workloadObjects';
import { text } from '../../trim/fields';
import { type ChangeInput, type LiveChangeCheck, ofKind } from '../changeCheck';
import { istioDocumentation } from '../ingressCheck';
import { nearest } from '../nearest';

/** The Service that an egress intent is for. */
function calledService({ kind, intent }: ChangeInput) {
  if (kind !== 'egress' || intent.destination !== 'service') return undefined;
  const [name, namespace] = (text(intent.host) ?? '').split('.');
  return { name, namespace };
}

function missing(
  { name, namespace }: { name: string; namespace: string },
  names: readonly string[],
  cluster: string,
): ValidationFinding {
  const near = nearest(name, names);
  return {
    code: 'IST0101',
    severity: 'error',
    ref: { group: '', kind: 'Service', namespace, name },
    field: 'host',
    cause: `Service ${namespace}/${name} does not exist in ${cluster}.`,
    fix: near
      ? `Did you mean ${near}.${namespace}? If not, create the Service first.`
      : 'Choose a Service that exists, or destination internet for a host outside.',
    documentation: istioDocumentation('IST0101'),
  };
}

function portList(ports: readonly ServicePort[]): string {
  return ports
    .map(({ port, name }) => (name ? `${port} (${name})` : `${port}`))
    .join(', ');
}

/** What keeps sidecars from taking calls of a port the way that is proposed. */
function unfit(
  { intent }: ChangeInput,
  service: ServiceObject,
  kind: PortKind,
): Pick<ValidationFinding, 'cause' | 'fix'> | undefined {
  const { namespace, name } = service.ref;
  const port = `Port ${intent.port} of Service ${namespace}/${name}`;
  const way = intent.gateway
    ? 'so calls would go past the egress gateway'
    : 'so calls of plain HTTP would lead nowhere';
  if (intent.tls === 'PASSTHROUGH') {
    return kind === 'tls'
      ? undefined
      : {
          cause: `${port} is not taken for TLS by sidecars, ${way}.`,
          fix: `Set appProtocol: https on that port, or begin its name with https or tls.`,
        };
  }
  // Without a name of its own a headless Service is told by the SNI of TLS alone.
  const isLost = intent.gateway
    ? kind === 'tls' || kind === 'tcp'
    : kind === 'tls' && service.headless === true;
  return isLost
    ? {
        cause: `${port} is taken for ${
          kind === 'tls' ? 'TLS' : 'TCP'
        } by sidecars, whose clients send plain HTTP, ${way}.`,
        fix: 'Set appProtocol: http on that port: the pods call it by plain HTTP, TLS is made of it on the way.',
      }
    : undefined;
}

/**
 * The Service outside of the mesh that is called exists, has the port, and
 * sidecars read what its callers send there as the route has it: routes of
 * HTTP count on HTTP ports only, those by SNI on TLS ports only.
 * Source: pilot/pkg/networking/core/listener.go, buildSidecarOutboundListener;
 * tls.go, buildSidecarOutboundTLSFilterChainOpts.
 *
 * @internal
 */
export const calledServiceFits: LiveChangeCheck = {
  id: 'called-service-fits',
  title: 'the Service that is called',
  needs: ['services'],
  concerns: input => calledService(input) !== undefined,
  run(input): ValidationFinding[] {
    const called = calledService(input);
    if (!called) return [];
    const { namespace } = called;
    const services = [...input.index.inNamespace('service', namespace)];
    const service = services.find(({ ref }) => ref.name === called.name);
    if (!service) {
      const names = services.map(({ ref }) => ref.name);
      return [missing(called, names, input.cluster)];
    }
    const port = service.ports.find(one => one.port === input.intent.port);
    if (!port) {
      return [
        {
          code: 'IST0101',
          severity: 'error',
          ref: service.ref,
          field: 'port',
          cause: `Service ${namespace}/${called.name} in ${input.cluster} has no port ${input.intent.port}.`,
          fix: service.ports.length
            ? `It has ${portList(service.ports)}: choose one of these.`
            : 'It has no port at all: add one to the Service first.',
          documentation: istioDocumentation('IST0101'),
        },
      ];
    }
    const words = unfit(input, service, servicePortKind(port));
    return words
      ? [
          {
            ...ofKind(CHANGE_CODES.calledPortUnfit),
            ref: service.ref,
            field: 'port',
            ...words,
          },
        ]
      : [];
  },
};
