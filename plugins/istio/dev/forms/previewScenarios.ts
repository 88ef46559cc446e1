import { changePreview } from '../../src/formFields/__testUtils__/changePreview';
import { FakeIstioApi } from '../../src/formFields/__testUtils__/FakeIstioApi';
import {
  FakeScaffolder,
  problem,
} from '../../src/formFields/__testUtils__/FakeScaffolder';
import type { ChangePreview } from '../../src/formFields/IstioPreview/ChangePreview';
import type { FormScenario } from './FormScenario';
import { KUSTOMIZATION, NEW_FILE, ROUTES } from './sampleFiles';

const step = {
  title: 'Preview',
  required: ['preview'],
  properties: {
    preview: {
      title: 'Preview',
      type: 'object',
      'ui:field': 'IstioPreview',
      'ui:options': { templateRef: 'template:default/expose-service' },
    },
  },
};

const warning = {
  code: 'MW-HOST-02',
  severity: 'warning',
  ref: {
    group: 'networking.istio.io',
    kind: 'Gateway',
    namespace: 'istio-ingress',
    name: 'checkout-example-com',
  },
  cause: 'Host checkout.example.com was not looked for in ap-1.',
  fix: 'Look there yourself, or wait until the cluster answers.',
} as const;

const remark = {
  code: 'MW-JWT-01',
  severity: 'info',
  cause: 'No token is asked for at this host.',
  fix: 'Use the template "Require a token" when one should be.',
} as const;

const taken = {
  code: 'IST0145',
  severity: 'error',
  ref: {
    group: 'networking.istio.io',
    kind: 'Gateway',
    namespace: 'shop',
    name: 'storefront-gateway',
  },
  cause:
    'Host checkout.example.com is served by Gateway shop/storefront-gateway since 2025-03-11.',
  fix: 'Use another host, or add a path on the Gateway that is there.',
  documentation:
    'https://istio.io/latest/docs/reference/config/analysis/ist0145/',
} as const;

const ready: ChangePreview = changePreview({
  base: { branch: 'main', commit: '4f9c2e1d7a60' },
  branch: 'meshwright/expose-service/checkout',
  files: [ROUTES, NEW_FILE, KUSTOMIZATION],
  findings: [warning, remark],
  passed: 14,
  summary: 'Clients reach shop/checkout at https://checkout.example.com.',
  effects: [
    'Certificate first: letsencrypt-http01 signs checkout.example.com, about a minute.',
    'Then traffic: istio-ingressgateway opens checkout.example.com on 443, TLS 1.2 or newer.',
    'Every path of that host goes to Service shop/checkout, port 8080.',
  ],
  rollback:
    'Revert the pull request: the host closes at the next sync, the Secret stays behind, unused.',
});

function scenario(
  name: string,
  change: Partial<ChangePreview> | undefined,
  set: (scaffolder: FakeScaffolder) => void = () => {},
): FormScenario {
  const scaffolder = new FakeScaffolder();
  scaffolder.preview = change ? { ...ready, ...change } : new Promise(() => {});
  set(scaffolder);
  return {
    name: `preview-${name}`,
    step,
    formData: { host: 'checkout.example.com' },
    api: new FakeIstioApi(),
    scaffolder,
  };
}

/** The preview in every state. */
export const PREVIEW_SCENARIOS: readonly FormScenario[] = [
  scenario('ready', {}),
  scenario('building', undefined),
  scenario('blocked', { findings: [taken, warning] }),
  scenario('already-so', {
    findings: [],
    files: [
      { ...ROUTES, change: 'unchanged', before: '', after: '', added: 0 },
      { ...NEW_FILE, change: 'unchanged', before: '', after: '', added: 0 },
    ],
  }),
  scenario('unverified', {
    findings: [],
    unverified: [
      'Nothing was checked against cluster ap-1: the cluster does not answer (connect ECONNREFUSED)',
      'The zone of the host was not checked',
    ],
    verifiedAgainst: undefined,
  }),
  scenario('moved', { findings: [] }, scaffolder => {
    scaffolder.later = {
      ...ready,
      findings: [],
      previewId: 'moved',
      base: { branch: 'main', commit: '8d01bb7c22f4' },
      files: [
        ROUTES,
        NEW_FILE,
        {
          ...KUSTOMIZATION,
          before: KUSTOMIZATION.before.replace('storefront', 'storefront-eu'),
          after: KUSTOMIZATION.after.replace('storefront', 'storefront-eu'),
        },
      ],
    };
  }),
  scenario('failed', {}, scaffolder => {
    scaffolder.failing = {
      step: 'generate',
      error: problem(
        400,
        'InputError',
        'Service shop/checkout in eu-1 has no port 8443; choose one of 8080 (http), 9090 (metrics).',
      ),
    };
  }),
  scenario('forbidden', {}, scaffolder => {
    scaffolder.refusal = problem(403, 'NotAllowedError', 'Unauthorized');
  }),
];
