import type { ChangePreview, PreviewFile } from '../IstioPreview/ChangePreview';

/** A file that is changed, unless it is said otherwise. */
export function previewFile(change: Partial<PreviewFile> = {}): PreviewFile {
  return {
    path: 'clusters/eu-1/shop/kustomization.yaml',
    change: 'update',
    added: 1,
    removed: 0,
    before: '# ours\nresources:\n  - cart.yaml\n',
    after: '# ours\nresources:\n  - cart.yaml\n  - cart-ingress.yaml\n',
    ...change,
  };
}

/** What a change would do: one new file and one changed one. */
export function changePreview(
  change: Partial<ChangePreview> = {},
): ChangePreview {
  return {
    previewId: 'a1b2c3',
    repository: 'platform/mesh-config',
    base: { branch: 'main', commit: '4f9c2e1d7a60' },
    branch: 'mesh/expose-service/cart',
    reviewers: ['team-mesh'],
    files: [
      previewFile({
        path: 'clusters/eu-1/shop/cart-ingress.yaml',
        change: 'create',
        added: 3,
        before: '',
        after: 'apiVersion: v1\nkind: Gateway # ends TLS\nmetadata: {}\n',
      }),
      previewFile(),
    ],
    findings: [],
    passed: 12,
    unverified: [],
    verifiedAgainst: { cluster: 'eu-1', at: '2026-11-22T15:39:20Z' },
    summary: 'Clients reach shop/cart at https://cart.shop.example.com',
    effects: ['Certificate first.', 'Then traffic.'],
    rollback: 'Revert the pull request.',
    ...change,
  };
}

/** The outputs of the steps that would give this preview. */
export function stepOutputs(preview: ChangePreview) {
  const { findings, passed, unverified, verifiedAgainst } = preview;
  const { summary, effects, rollback, pullRequest, ...proposed } = preview;
  return {
    generate: { output: { summary, effects, rollback } },
    validate: { output: { findings, passed, unverified, verifiedAgainst } },
    propose: {
      output: {
        ...proposed,
        pullRequestNumber: pullRequest?.number,
        pullRequestUrl: pullRequest?.url,
        status: 'dry-run',
      },
    },
  };
}
