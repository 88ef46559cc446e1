import { readFileSync } from 'node:fs';
import path from 'node:path';
import { INTENTS } from '@meshwright/backstage-plugin-istio-common';
import type { JsonObject } from '@backstage/types';
import { parse } from 'yaml';
import { intentJsonSchema } from './actions/intentJsonSchema';

/** The template of each intent. */
const TEMPLATES: Record<string, string> = {
  ingress: 'expose-service',
  certificate: 'request-certificate',
  issuer: 'set-up-issuer',
  egress: 'call-out',
  jwt: 'require-jwt',
  mtls: 'enforce-mtls',
  onboard: 'onboard-namespace',
  install: 'install-mesh',
  upgrade: 'upgrade-mesh',
  observe: 'observe-mesh',
};

const NAMED =
  'the name follows from what is asked for; a second one of the same is for the action';
const DOMAIN = 'of clusters that are set up unusually, for the action';
const ZONE = 'the zone that holds the host decides';
const TUNED = 'sizes of istiod are a matter of its Helm values';

/** Fields that a form leaves to the action, and why. */
const OMITTED: Record<string, Record<string, string>> = {
  ingress: {
    ...{ name: NAMED, clusterDomain: DOMAIN },
    ...{ issuer: ZONE, certificate: ZONE },
  },
  issuer: {
    certManager: 'of installations of cert-manager under other names',
  },
  egress: { name: NAMED, clusterDomain: DOMAIN },
  onboard: {
    keepOnRemoval:
      'losing a Namespace with all in it is nothing that a form offers',
  },
  install: {
    revision: 'follows from the version, so that an upgrade finds it',
    istioNamespace: 'another one than istio-system is for who runs several',
    cniNamespace: 'another one than istio-cni is for the action',
    platform: 'set up with the action, and repeated by an upgrade',
    variant: 'set up with the action, and repeated by an upgrade',
    istiod: TUNED,
  },
  upgrade: {
    istioNamespace: 'another one than istio-system is for who runs several',
    istiod: TUNED,
  },
  observe: {
    istioNamespace: 'another one than istio-system is for who runs several',
  },
};

interface Form {
  parameters: JsonObject[];
  steps: Array<{ action: string; input: JsonObject }>;
}

/** The fields that the step of a template gives to the action. */
function given(intent: string): string[] {
  const file = `../../../templates/${TEMPLATES[intent]}/template.yaml`;
  const text = readFileSync(path.resolve(__dirname, file), 'utf8');
  const { steps }: Form = parse(text).spec;
  const step = steps.find(
    ({ action }) => action === `istio:generate:${intent}`,
  );
  return Object.keys(step?.input ?? {});
}

describe.each(INTENTS.map(kind => [kind.name, kind] as const))(
  'template of %s',
  (name, kind) => {
    const schema = intentJsonSchema(kind);
    const omitted = OMITTED[name] ?? {};
    const missing = Object.keys(schema).filter(
      field => !given(name).includes(field),
    );

    it('gives every field of the intent, or it is said why not', () => {
      expect(missing.filter(field => !omitted[field])).toEqual([]);
    });

    it('is not said to leave out what it gives', () => {
      expect(
        Object.keys(omitted).filter(field => !missing.includes(field)),
      ).toEqual([]);
    });

    it('gives nothing that the intent does not have', () => {
      const own = ['entityRef', 'template', 'directory', 'remove'];
      expect(
        given(name).filter(field => !(field in schema) && !own.includes(field)),
      ).toEqual([]);
    });
  },
);
