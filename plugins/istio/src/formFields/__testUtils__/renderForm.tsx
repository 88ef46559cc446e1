import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  scaffolderApiRef,
  SecretsContextProvider,
} from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import type { JsonObject, JsonValue } from '@backstage/types';
import type { Entity } from '@backstage/catalog-model';
import { istioApiRef } from '../../api/IstioApi';
import { type ScmAuthApi, scmAuthApiRef } from '../IstioPreview/scmAuthApiRef';
import { FORM_FIELDS } from './formFields';
import type { FakeIstioApi } from './FakeIstioApi';
import { exposeTemplate, FakeScaffolder } from './FakeScaffolder';

/** The step that chooses a service. */
export const targetStep: JsonObject = {
  title: 'Service',
  required: ['target'],
  properties: {
    entityRef: { title: 'Component', type: 'string' },
    target: {
      title: 'Its service',
      type: 'object',
      'ui:field': 'IstioServiceTarget',
    },
  },
};

/** The step that chooses a host. */
export const hostStep: JsonObject = {
  title: 'Host',
  required: ['host'],
  properties: {
    host: { title: 'Host', type: 'string', 'ui:field': 'IstioHostField' },
    tlsMode: { title: 'Mode', type: 'string', default: 'SIMPLE' },
  },
};

/** The step that shows what would be written. */
export const previewStep: JsonObject = {
  title: 'Preview',
  required: ['preview'],
  properties: {
    preview: { title: 'Preview', type: 'object', 'ui:field': 'IstioPreview' },
  },
};

const cart: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'cart',
    annotations: {
      'backstage.io/kubernetes-label-selector': 'app=cart',
      'backstage.io/kubernetes-namespace': 'shop',
      'backstage.io/kubernetes-cluster': 'ap-1',
    },
  },
};

/** A form of the scaffolder with the given steps, filled in as a deep link does. */
export async function renderForm(
  api: FakeIstioApi,
  steps: JsonObject[],
  formData: JsonObject,
  {
    scaffolder = new FakeScaffolder(),
    scmAuth,
  }: { scaffolder?: FakeScaffolder; scmAuth?: ScmAuthApi } = {},
): Promise<{ created: Array<Record<string, JsonValue>> }> {
  // jsdom lays nothing out, so there is nowhere to scroll to.
  window.scrollTo = () => {};
  const created: Array<Record<string, JsonValue>> = [];
  await renderInTestApp(
    <SecretsContextProvider>
      <Stepper
        manifest={{
          title: 'Expose',
          steps: steps.map(schema => ({ title: String(schema.title), schema })),
        }}
        extensions={FORM_FIELDS}
        // What is not there is not in JSON either.
        initialState={formData as Record<string, JsonValue>}
        onCreate={async values => {
          created.push(values);
        }}
      />
    </SecretsContextProvider>,
    {
      apis: [
        [istioApiRef, api],
        [catalogApiRef, catalogApiMock({ entities: [cart, exposeTemplate] })],
        [scaffolderApiRef, scaffolder.api],
        ...(scmAuth ? [[scmAuthApiRef, scmAuth] as const] : []),
      ],
      mountPath: '/create/templates/:namespace/:templateName',
      initialRouteEntries: ['/create/templates/default/expose-service'],
    },
  );
  return { created };
}
