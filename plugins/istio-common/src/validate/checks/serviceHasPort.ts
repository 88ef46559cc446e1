import type { ValidationFinding } from '../../api/validation';
import type { ServicePort } from '../../model/workloadObjects';
import {
  type CheckInput,
  istioDocumentation,
  type LiveCheck,
} from '../ingressCheck';
import { nearest } from '../nearest';

function portList(ports: readonly ServicePort[]): string {
  return ports
    .map(({ port, name }) => (name ? `${port} (${name})` : `${port}`))
    .join(', ');
}

function missingService(
  { intent }: CheckInput,
  names: string[],
): ValidationFinding {
  const { namespace, service, cluster } = intent;
  const near = nearest(service.name, names);
  return {
    code: 'IST0101',
    severity: 'error',
    ref: { group: '', kind: 'Service', namespace, name: service.name },
    field: 'service.name',
    cause: `Service ${namespace}/${service.name} does not exist in ${cluster}.`,
    fix: near
      ? `Did you mean ${near}? If not, create the Service first.`
      : 'Choose a Service that exists, or create it first.',
    documentation: istioDocumentation('IST0101'),
  };
}

/** The Service exists and has the port. @internal */
export const serviceHasPort: LiveCheck = {
  id: 'service-has-port',
  title: 'Service and port',
  needs: ['services'],
  run({ index, ...input }) {
    const { namespace, service, cluster } = input.intent;
    const services = [...index.inNamespace('service', namespace)];
    const found = services.find(({ ref }) => ref.name === service.name);
    if (!found) {
      return [
        missingService(
          input,
          services.map(({ ref }) => ref.name),
        ),
      ];
    }
    if (found.ports.some(({ port }) => port === service.port)) return [];
    return [
      {
        code: 'IST0101',
        severity: 'error',
        ref: found.ref,
        field: 'service.port',
        cause: `Service ${namespace}/${service.name} in ${cluster} has no port ${service.port}.`,
        fix: found.ports.length
          ? `It has ${portList(found.ports)}: choose one of these.`
          : 'It has no port at all: add one to the Service first.',
        documentation: istioDocumentation('IST0101'),
      },
    ];
  },
};
