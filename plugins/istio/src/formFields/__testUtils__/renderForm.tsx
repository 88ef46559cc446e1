import { configure } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import type { JsonObject, JsonValue } from '@backstage/types';
import type { Entity } from '@backstage/catalog-model';
import { istioApiRef } from '../../api/IstioApi';
import { IstioHostField } from '../IstioHostField/IstioHostField';
import { validateHost } from '../IstioHostField/validateHost';
import { IstioServiceTarget } from '../IstioServiceTarget/IstioServiceTarget';
import { validateServiceTarget } from '../IstioServiceTarget/validateServiceTarget';
import type { FakeIstioApi } from './FakeIstioApi';

// A whole form of the scaffolder is rendered, on machines that are busy.
configure({ asyncUtilTimeout: 20_000 });

const FIELDS = [
  {
    name: 'IstioServiceTarget',
    component: IstioServiceTarget,
    validation: validateServiceTarget,
  },
  {
    name: 'IstioHostField',
    component: IstioHostField,
    validation: validateHost,
  },
];

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
  formData: Record<string, JsonValue>,
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
        extensions={FIELDS}
        initialState={formData}
        onCreate={async values => {
          created.push(values);
        }}
      />
    </SecretsContextProvider>,
    {
      apis: [
        [istioApiRef, api],
        [catalogApiRef, catalogApiMock({ entities: [cart] })],
      ],
    },
  );
  return { created };
}
