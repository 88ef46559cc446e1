import { recordAnswers } from '@meshwright/test-kit';
import { EXPOSE_SERVICE_TEMPLATE } from '../../api/templates';
import { assessRaw } from '../../testing/assessRaw';
import {
  httpsServer,
  rawGateway,
  rawRoute,
  rawService,
} from '../../testing/rawObjects';

const answer = recordAnswers(__filename);

function actionFor(code: string, raw: unknown[]) {
  return answer(assessRaw([rawService(), ...raw]).findings).find(
    one => one.code === code && one.ref.kind === 'VirtualService',
  )?.action;
}

const FORM = {
  host: 'web.example.com',
  target: { cluster: 'eu-1', namespace: 'shop', service: 'cart', port: 8080 },
};

describe('the template that fixes a finding', () => {
  it('IST0101: a Gateway that is missing', () => {
    const route = rawRoute('web.example.com', 'cart', { gateways: ['gone'] });
    expect(actionFor('IST0101', [route])).toEqual({
      title: 'Propose the fix',
      detail: expect.stringContaining('shop/gone'),
      template: { entityRef: EXPOSE_SERVICE_TEMPLATE, formData: FORM },
    });
  });

  it('IST0132: a host that the Gateway does not take', () => {
    const route = rawRoute('web.example.com', 'cart', { gateways: ['web'] });
    const gateway = rawGateway([httpsServer('other.example.com')]);
    expect(actionFor('IST0132', [gateway, route])?.template?.formData).toEqual(
      FORM,
    );
  });

  it('has no port where the Service has none', () => {
    const bare = { ...rawService({ name: 'bare' }), spec: {} };
    const route = rawRoute('web.example.com', 'bare', { gateways: ['gone'] });
    expect(
      actionFor('IST0101', [bare, route])?.template?.formData,
    ).toStrictEqual({
      host: 'web.example.com',
      target: { cluster: 'eu-1', namespace: 'shop', service: 'bare' },
    });
  });

  it.each([
    ['a wildcard host', '*.example.com', 'cart'],
    ['a name inside the mesh', 'cart', 'cart'],
    ['no Service to send requests to', 'web.example.com', 'nobody'],
  ])('there is none for %s', (_, host, destination) => {
    const route = rawRoute(host, destination, { gateways: ['gone'] });
    expect(actionFor('IST0101', [route])).toBeUndefined();
  });
});
