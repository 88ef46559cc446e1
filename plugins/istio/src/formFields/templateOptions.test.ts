import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import type { JsonObject, JsonValue } from '@backstage/types';
import { readYaml } from '@meshwright/backstage-plugin-istio-common';
import {
  certificateNamespace,
  type CertificateNamespaceOptions,
} from './IstioIssuerField/certificateNamespace';

const TEMPLATES = resolve(__dirname, '../../../../templates');
const NAMES = readdirSync(TEMPLATES, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }) => name);

interface Used {
  template: string;
  field: string;
  options: JsonObject;
}

/** Every use of a field of ours below a value. */
function usesIn(template: string, value: JsonValue | undefined): Used[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(one => usesIn(template, one));
  const field = value['ui:field'];
  const options = (value['ui:options'] ?? {}) as JsonObject;
  return [
    ...(typeof field === 'string' && field.startsWith('Istio')
      ? [{ template, field, options }]
      : []),
    ...Object.values(value).flatMap(one => usesIn(template, one)),
  ];
}

const USES = NAMES.flatMap(name => {
  const text = readFileSync(join(TEMPLATES, name, 'template.yaml'), 'utf8');
  // A template, which another test holds to its schema.
  const { spec } = readYaml(text) as { spec: { parameters: JsonValue } };
  return usesIn(name, spec.parameters);
});

/** The options that a field knows, as it tells the editor of templates. */
function optionsOf(field: string): string[] {
  const folder = join(__dirname, field);
  const file = readdirSync(folder).find(name => /FieldSchema\.ts$/.test(name));
  const exported: Record<
    string,
    ReturnType<typeof makeFieldSchema>
  > = jest.requireActual(join(folder, String(file)));
  const [{ schema }] = Object.values(exported);
  return Object.keys(schema.uiOptions?.properties ?? {});
}

describe('fields in templates', () => {
  it('are used in every template', () => {
    expect([...new Set(USES.map(({ template }) => template))]).toEqual(NAMES);
  });

  it('are given no option that they do not know', () => {
    expect(
      USES.flatMap(({ template, field, options }) =>
        Object.keys(options)
          .filter(option => !optionsOf(field).includes(option))
          .map(option => `${template}: ${field} ${option}`),
      ),
    ).toEqual([]);
  });
});

describe('the issuers that templates offer', () => {
  const mesh = { cluster: 'eu-1' };
  const callOut = {
    workload: { cluster: 'eu-1', namespace: 'shop' },
    gateway: { namespace: 'istio-egress', selector: { istio: 'egress' } },
  };
  it.each<[string, JsonObject, string]>([
    ['call-out', { ...callOut, via: 'gateway' }, 'istio-egress'],
    // What was chosen before stays behind in the form.
    ['call-out', { ...callOut, via: 'sidecar' }, 'shop'],
    ['install-mesh', mesh, 'istio-system'],
    ['upgrade-mesh', mesh, 'istio-system'],
  ])(
    'of %s are those that its Certificate can use',
    (name, form, namespace) => {
      const fields = USES.filter(
        ({ template, field }) =>
          template === name && field === 'IstioIssuerField',
      );
      expect(fields.length).toBeGreaterThan(0);
      for (const { options } of fields) {
        // Its own schema has just been held against them.
        const known = options as CertificateNamespaceOptions;
        expect(certificateNamespace(form, known)).toBe(namespace);
      }
    },
  );
});
