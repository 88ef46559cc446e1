import type { JsonObject } from '@backstage/types';
import {
  isWhole,
  type ServiceTarget,
} from '../IstioServiceTarget/ServiceTarget';

/** Names of the form's parameters that make up the intent, as `ui:options` may change them. */
export interface IngressParameterNames {
  entityField?: string;
  targetField?: string;
  tlsModeField?: string;
  subjectAltNamesField?: string;
  moreField?: string;
  additionalHostsField?: string;
  routesField?: string;
  formField?: string;
  gatewayField?: string;
}

/** The part of a form that decides what would be proposed. */
export interface IngressForm {
  target: ServiceTarget;
  tlsMode: string;
  subjectAltNames: string[];
  entityRef?: string;
  /** As the intent has them: what is left behind or half filled in is absent. */
  more: {
    additionalHosts?: string[];
    routes?: JsonObject[];
    form?: 'gateway-api';
    gateway?: JsonObject;
  };
}

/** Reads the parts that surround the host; undefined until the target is whole. */
export function readIngressForm(
  formData: Record<string, unknown> | undefined,
  names: IngressParameterNames = {},
): IngressForm | undefined {
  const target = formData?.[names.targetField ?? 'target'];
  if (!isWhole(target)) return undefined;
  const tlsMode = formData?.[names.tlsModeField ?? 'tlsMode'];
  const entityRef = formData?.[names.entityField ?? 'entityRef'];
  return {
    target,
    tlsMode: typeof tlsMode === 'string' ? tlsMode : 'SIMPLE',
    subjectAltNames: texts(
      formData?.[names.subjectAltNamesField ?? 'subjectAltNames'],
    ),
    ...(typeof entityRef === 'string' && entityRef && { entityRef }),
    more:
      formData?.[names.moreField ?? 'more'] === false
        ? {}
        : readMore(formData ?? {}, names),
  };
}

function readMore(
  formData: Record<string, unknown>,
  names: IngressParameterNames,
): IngressForm['more'] {
  const hosts = texts(
    formData[names.additionalHostsField ?? 'additionalHosts'],
  );
  const routes = objects(formData[names.routesField ?? 'routes']).filter(
    ({ path }) => typeof path === 'string' && path.startsWith('/'),
  );
  const [gateway] = objects([formData[names.gatewayField ?? 'gateway']]);
  const isWholeGateway =
    formData[names.formField ?? 'form'] === 'gateway-api' &&
    Boolean(gateway?.namespace && gateway.service);
  return {
    ...(hosts.length > 0 && { additionalHosts: hosts }),
    ...(routes.length > 0 && { routes }),
    ...(isWholeGateway && { form: 'gateway-api' as const, gateway }),
  };
}

function texts(value: unknown): string[] {
  return Array.isArray(value)
    ? value.filter(item => typeof item === 'string' && item !== '')
    : [];
}

/** A form holds JSON, so that an object in it is one of JSON. */
function objects(value: unknown): JsonObject[] {
  return Array.isArray(value)
    ? value.filter(item => typeof item === 'object' && item !== null)
    : [];
}
