import { dnsWebhookField } from './dnsWebhookField';

/** Paths of what is refused in a config. */
function refused(config: object): string[] {
  const { error } = dnsWebhookField.safeParse({
    groupName: 'acme.example.com',
    solverName: 'x',
    config,
  });
  return (error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')} ${message}`,
  );
}

const deep = (levels: number): object =>
  levels === 0 ? {} : { a: deep(levels - 1) };

describe('the config of a DNS webhook', () => {
  it.each([
    ...['secret', 'secretKey', 'SECRET_KEY', 'clientSecret', 'secrets'],
    ...['token', 'api-token', 'apiToken2', 'tokens', 'password', 'passwd'],
    ...['PASSWORD', 'passwords', 'credential', 'credentials'],
    ...['apiKey', 'api-key', 'api.key', 'API_KEY', 'apikeys', 'access-key'],
    ...['secretAccessKey', 'private_key', 'authKey', 'consumerKey'],
    ...['applicationKey', 'sharedKey'],
  ])('holds no text in %s', key => {
    const message = expect.stringMatching(/ looks like a credential, .*Secret/);
    const bare = refused({ [key]: 'hunter2' });
    expect(bare).toEqual([message]);
    expect(bare.join()).toContain(`config.${key} `);
    expect(bare.join()).not.toContain('hunter2');
    expect(refused({ auth: [{ [key]: 'hunter2' }] })).toEqual([message]);
    expect(refused({ [key]: ['hunter2'] })).toEqual([message]);
    expect(refused({ [key]: [['hunter2']] })).toEqual([message]);
  });

  it.each<[object]>([
    [{ apiKeySecretRef: { name: 'hetzner', key: 'api-key' } }],
    [{ 'api-key-secret-ref': { name: 'hetzner', key: 'token' } }],
    [{ apiTokenSecret: { name: 'hetzner', key: 'token' } }],
    [{ tokens: [{ name: 'one', key: 'token' }] }],
    [{ secretName: 'hetzner', secretNamespace: 'dns', zones: ['a', 'b'] }],
    [
      {
        secretRef: 'hetzner',
        keyName: 'k',
        monkey: 'x',
        tokenUrl: 'https://x',
      },
    ],
    [{ ttl: 60, useToken: true, token: null }],
  ])('may name Secrets, and anything else: %j', config => {
    expect(refused(config)).toEqual([]);
  });

  it('is not looked at below a depth, and refused there', () => {
    expect(refused(deep(8))).toEqual([expect.stringMatching(/ is too deep, /)]);
    expect(refused(deep(7))).toEqual([]);
  });
});
