import { join } from 'node:path';
import { expectGolden } from '@meshwright/test-kit';
import MarkdownIt from 'markdown-it';
import { readMarker } from './changeMarker';
import {
  buildPullRequestBody,
  changeTitle,
  type PullRequestFacts,
  type PullRequestText,
} from './pullRequestBody';

const text: PullRequestText = {
  title: 'mesh(shop): expose cart.shop.example.com [eu-1]',
  summary:
    'Let clients reach shop/cart at https://cart.shop.example.com in eu-1.',
  entity: {
    ref: 'component:default/cart',
    url: 'https://backstage.example.com/catalog/default/component/cart',
  },
  requester: { ref: 'user:default/ana.ruiz' },
  checks: {
    findings: [
      {
        code: 'MW-HOST-OVERLAP',
        severity: 'warning',
        cause: 'Host cart.shop.example.com is under *.shop.example.com.',
        fix: 'Use another host.',
      },
      {
        code: 'IST0145',
        severity: 'info',
        cause: 'Seen.',
        fix: 'Nothing.',
        documentation: 'https://istio.io/ist0145/',
      },
    ],
    passed: 13,
    unverified: [
      'issuer (issuers.cert-manager.io: Meshwright may not read them)',
    ],
    verifiedAgainst: { cluster: 'eu-1', at: '2026-11-22T14:19:00Z' },
  },
  effects: ['Certificate first: mesh-ca signs it.', 'Traffic after Ready.'],
  rollback: 'Revert this pull request.',
  parameters: { host: 'cart.shop.example.com', service: { port: 8080 } },
  template: { ref: 'template:default/expose-service', version: '1.8.0' },
  taskUrl: 'https://backstage.example.com/create/tasks/7c41',
  watchUrl:
    'https://backstage.example.com/catalog/default/component/cart/istio',
};

const ref = (kind: string, namespace: string, name: string) => ({
  group: 'networking.istio.io',
  kind,
  namespace,
  name,
});

const facts: PullRequestFacts = {
  changeId: 'expose-service/cart/eu-1-ingress-cart',
  base: { branch: 'main', sha: '4f9c2e1b7a0d' },
  objects: [
    {
      ref: ref('Certificate', 'istio-ingress', 'shop-cart-ingress'),
      path: 'clusters/eu-1/istio-ingress/cart-ingress.yaml',
      change: 'create',
    },
    {
      ref: ref('Gateway', 'shop', 'cart-gateway'),
      path: 'clusters/eu-1/shop/cart-ingress.yaml',
      change: 'update',
    },
  ],
  files: [
    {
      path: 'clusters/eu-1/istio-ingress/cart-ingress.yaml',
      change: 'create',
      added: 24,
      removed: 0,
    },
    {
      path: 'clusters/eu-1/shop/cart-ingress.yaml',
      change: 'update',
      added: 2,
      removed: 1,
    },
    {
      path: 'clusters/eu-1/shop/kustomization.yaml',
      change: 'unchanged',
      added: 0,
      removed: 0,
    },
  ],
  sinceLastPush: ['Gateway shop/cart-gateway updated'],
};

describe('buildPullRequestBody', () => {
  it('has every part', () => {
    expectGolden(
      join(__dirname, '__fixtures__', 'pullRequestBody.out.txt'),
      buildPullRequestBody(text, facts),
    );
  });

  it('says that nothing was verified', () => {
    const body = buildPullRequestBody({ ...text, checks: undefined }, facts);
    expect(body).toContain('**unverified against a cluster**');
  });

  it('remembers for the next run', () => {
    expect(readMarker(buildPullRequestBody(text, facts))).toMatchObject({
      change: facts.changeId,
      state: expect.stringMatching(/^[0-9a-f]{64}$/),
      objects: {
        'networking.istio.io/Gateway:shop/cart-gateway': {
          change: 'update',
          path: 'clusters/eu-1/shop/cart-ingress.yaml',
        },
      },
      files: {
        'clusters/eu-1/shop/cart-ingress.yaml': {
          change: 'update',
          added: 2,
          removed: 1,
        },
      },
    });
  });

  it('shows hostile text as text, in every place', () => {
    const evil =
      'x --> <script>alert(1)</script> `| a |\n\n## Approved\n![i](https://evil.example/?q) @admin';
    const script = ['javascript', 'alert(1)'].join(':');
    const hostile: PullRequestText = {
      ...text,
      title: evil,
      summary: evil,
      entity: { ref: evil, url: script },
      requester: { ref: evil, url: `https://a.example/)${evil}` },
      checks: {
        findings: [
          {
            code: evil,
            severity: 'error',
            cause: evil,
            fix: evil,
            documentation: evil,
          },
        ],
        passed: 0,
        unverified: [evil],
        verifiedAgainst: { cluster: evil, at: evil },
      },
      effects: [evil],
      rollback: evil,
      parameters: { a: `${evil}\n\`\`\`\n</details>` },
      template: { ref: evil, version: evil },
      taskUrl: script,
    };
    const item = {
      ref: ref(evil, evil, evil),
      path: `a/${evil}`,
      change: 'create' as const,
    };
    const body = buildPullRequestBody(hostile, {
      changeId: evil,
      base: { branch: evil, sha: evil },
      objects: [item],
      files: [{ path: item.path, change: 'create', added: 1, removed: 0 }],
      sinceLastPush: [evil],
    });
    const html = new MarkdownIt({ html: true, linkify: true }).render(body);
    const tags = [...html.matchAll(/<(\w+)/g)].map(([, tag]) => tag);
    expect(new Set(tags)).toEqual(
      new Set([
        ...['p', 'strong', 'a', 'h2', 'hr', 'ol', 'li', 'ul', 'code', 'pre'],
        ...['table', 'thead', 'tbody', 'tr', 'th', 'td', 'details', 'summary'],
      ]),
    );
    expect(tags.filter(tag => tag === 'h2')).toHaveLength(5);
    expect(tags.filter(tag => tag === 'details')).toHaveLength(2);
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
    expect(links.filter(href => !/^https:\/\//.test(href))).toEqual([]);
    const outsideCode = html.replace(/<code[\s\S]*?<\/code>|<[^>]*>/g, '');
    expect(outsideCode).toContain('\u200badmin');
    expect(outsideCode).not.toContain('@admin');
    // One comment, and it closes at the end.
    expect(body.match(/<!--/g)).toHaveLength(1);
    expect(body.endsWith(' -->')).toBe(true);
    expect(readMarker(body)?.change).toBe(evil);
  });
});

describe('readMarker', () => {
  it.each([
    '',
    '<!-- meshwright:{ -->',
    '<!-- meshwright:[] -->',
    '<!-- meshwright:{"change":1} -->',
    '<!-- meshwright:{"change":"a","state":"b"}',
  ])('reads nothing from %j', body => {
    expect(readMarker(body)).toBeUndefined();
  });

  it('drops what people made of it', () => {
    const body =
      '<!-- meshwright:{"change":"a","state":"b","objects":{"x":"<b>","y":"create","z":["delete",7]},"files":{"p":{"change":"create","added":"1"}}} -->';
    expect(readMarker(body)).toEqual({
      change: 'a',
      state: 'b',
      objects: { y: { change: 'create' }, z: { change: 'delete' } },
      files: {},
    });
  });
});

describe('changeTitle', () => {
  it('names scope, action and cluster', () => {
    expect(
      changeTitle({ scope: 'shop', action: 'expose a.b', cluster: 'eu-1' }),
    ).toBe('mesh(shop): expose a.b [eu-1]');
  });
});
