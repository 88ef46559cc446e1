import { mayHoldSecret } from './mayHoldSecret';

describe('mayHoldSecret', () => {
  it.each([
    'kind: Secret\nmetadata: {}\n',
    '  kind: "SecretList" # of the team\r\n',
    'items:\n  - kind: Secret\n    stringData:\n      a: b\n',
    '{"kind": "Secret", "data": {"a": "Yg=="}}',
    '{ apiVersion: v1, kind: Secret, data: { a: Yg== } }',
    'secretGenerator:\n  - name: a\n',
    '-----BEGIN RSA PRIVATE KEY-----\n',
  ])('hides %j', text => {
    expect(mayHoldSecret(text)).toBe(true);
  });

  it.each([
    undefined,
    '',
    // What a listener of a Gateway refers to, without anything that is in it.
    'kind: Gateway\nspec:\n  certificateRefs:\n    - kind: Secret\n      name: a\n',
    'kind: ConfigMap\ndata:\n  a: b\n',
    'kind: SecretStore\nspec: {}\ndata: {}\n',
  ])('shows %j', text => {
    expect(mayHoldSecret(text)).toBe(false);
  });
});
