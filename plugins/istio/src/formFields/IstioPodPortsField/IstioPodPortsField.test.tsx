import '@testing-library/jest-dom';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { JsonObject } from '@backstage/types';
import { FakeIstioApi, inventoryOfEu1 } from '../__testUtils__/FakeIstioApi';
import { renderForm } from '../__testUtils__/renderForm';
import { seriousViolations } from '../__testUtils__/seriousViolations';
import { parsePorts } from './PodPorts';

let api: FakeIstioApi;
beforeEach(() => {
  api = new FakeIstioApi();
  api.inventory = {
    ...inventoryOfEu1,
    workloads: inventoryOfEu1.workloads.map(workload =>
      workload.name === 'cart'
        ? { ...workload, ports: [8080, 9090] }
        : workload,
    ),
  };
});

const render = (exposed: JsonObject[], cluster = 'eu-1') =>
  renderForm(
    api,
    [
      {
        title: 'Who',
        properties: {
          target: { type: 'object', 'ui:widget': 'hidden' },
          exposed: {
            title: 'Workloads',
            type: 'array',
            items: {
              title: 'Workload',
              type: 'object',
              'ui:field': 'IstioPodPortsField',
            },
          },
        },
      },
    ],
    { target: { cluster, namespace: 'shop' }, exposed },
  );

const input = async (label: RegExp) =>
  (await screen.findAllByLabelText(label, { selector: 'input' }))[0];
const create = async (created: unknown[]) => {
  await userEvent.click(screen.getByRole('button', { name: 'Review' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Create' }));
  await waitFor(() => expect(created).toHaveLength(1));
};

describe('IstioPodPortsField', () => {
  it('gives labels and ports with the workload', async () => {
    const { created } = await render([{}]);
    await screen.findByText(/live data of eu-1/);
    await userEvent.click(await input(/^Workload/));
    const list = await screen.findByRole('listbox');
    const options = within(list).getAllByRole('option');
    expect(options.map(({ textContent }) => textContent)).toEqual([
      'cart',
      'cart-cache',
    ]);
    await userEvent.click(options[0]);
    expect(await input(/^Ports of its pods/)).toHaveValue('8080, 9090');
    expect(await seriousViolations()).toEqual([]);
    await create(created);
    expect(created[0].exposed).toEqual([
      { name: 'cart', labels: { app: 'cart' }, ports: [8080, 9090] },
    ]);
  });

  it('takes what is typed where the cluster is silent, and asks for all of it', async () => {
    const { created } = await render([{}], 'ap-1');
    await userEvent.type(await input(/^Workload/), 'loyalty');
    await userEvent.type(await input(/^Labels of its pods/), 'app=loyalty');
    await userEvent.type(await input(/^Ports of its pods/), '8080 70000');
    expect(await screen.findByText(/Write numbers from 1/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
    await userEvent.clear(await input(/^Ports of its pods/));
    await userEvent.type(await input(/^Ports of its pods/), '8080');
    await create(created);
    expect(created[0].exposed).toEqual([
      { name: 'loyalty', labels: { app: 'loyalty' }, ports: [8080] },
    ]);
  });

  it.each([
    ['8080, 9090 8080', [8080, 9090]],
    ['', undefined],
    ['0', undefined],
    ['http', undefined],
    ['65536', undefined],
    [' 1 ', [1]],
  ])('reads the ports in %j', (text, ports) => {
    expect(parsePorts(text)).toEqual(ports);
  });
});
