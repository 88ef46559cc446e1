import { INTENTS } from '@meshwright/backstage-plugin-istio-common';
import { exampleInput } from '../__testUtils__/runAction';
import { changeAction } from './changeAction';
import { describeChange } from './describeChange';
import { generateExamples } from './generate.examples';

function actionOf(name: string, remove = false): string {
  const kind = INTENTS.find(one => one.name === name);
  const {
    entityRef: _,
    remove: __,
    ...fields
  } = exampleInput(generateExamples[name][0]);
  const zone = {
    issuer: { name: 'mesh-ca' },
    gateway: { namespace: 'istio-ingress' },
  };
  const read = kind?.build(
    name === 'ingress' ? { ...fields, ...zone } : fields,
  );
  if (!kind || !read || 'problems' in read) throw new Error('not built');
  return changeAction(describeChange(kind, read, { template: 'x', remove }));
}

describe('changeAction', () => {
  it.each([
    ['ingress', 'expose cart.shop.example.com'],
    [
      'certificate',
      'get a client certificate for cart.clients.example.com into Secret shop/cart-client',
    ],
    [
      'egress',
      'let pods of shop call api.partner.com by plain HTTP that becomes TLS, from their sidecars',
    ],
    [
      'jwt',
      'require a token of https://sso.example.com/realms/shop for shop at cart.shop.example.com',
    ],
    ['mtls', 'make every workload of shop refuse plain text'],
  ])('says what %s does', (name, words) => {
    expect(actionOf(name)).toBe(words);
  });

  it('says that a removal takes it back', () => {
    expect(actionOf('mtls', true)).toBe(
      'take back: make every workload of shop refuse plain text',
    );
  });

  it.each(INTENTS)('is short and of one line for $name', ({ name }) => {
    expect(actionOf(name).length).toBeLessThanOrEqual(100);
    expect(actionOf(name)).toMatch(/^[a-z][^\n]*[^.\n]$/);
  });
});
