import type {
  ExposureZone,
  ValidationResult,
} from '@meshwright/backstage-plugin-istio-common';
import type {
  Answer,
  CallOptions,
  ChangeRegistration,
  IstioBackend,
  KeptIntent,
  ProposedIntent,
} from '../backend/IstioBackend';

/** The zone that tests expose hosts in. */
export const shopZone: ExposureZone = {
  name: 'shop',
  domain: 'shop.example.com',
  issuer: { kind: 'ClusterIssuer', name: 'mesh-ca' },
  gateway: {
    namespace: 'istio-ingress',
    selector: { istio: 'ingressgateway' },
  },
};

/** What the live cluster says when all is well. */
export const nothingFound: ValidationResult = {
  findings: [],
  passed: 9,
  unverified: [],
  verifiedAgainst: { cluster: 'eu-1', at: '2026-11-22T14:19:00.000Z' },
};

/** An {@link IstioBackend} that answers from memory and keeps what it was asked. */
export class FakeIstioBackend implements IstioBackend {
  zonesAnswer: Answer<ExposureZone[]> = {
    state: 'answered',
    value: [shopZone],
  };
  validateAnswer: Answer<ValidationResult> = {
    state: 'answered',
    value: nothingFound,
  };
  registerAnswer: Answer<void> = { state: 'answered', value: undefined };
  readonly validated: ProposedIntent[] = [];
  readonly registered: ChangeRegistration[] = [];
  keepAnswer: Answer<void> = { state: 'answered', value: undefined };
  readonly kept: KeptIntent[] = [];
  readonly callers: CallOptions[] = [];

  async zones(options: CallOptions) {
    this.callers.push(options);
    return this.zonesAnswer;
  }

  async validate(intent: ProposedIntent, options: CallOptions) {
    this.callers.push(options);
    this.validated.push(intent);
    return this.validateAnswer;
  }

  async registerChange(change: ChangeRegistration, options: CallOptions) {
    this.callers.push(options);
    this.registered.push(change);
    return this.registerAnswer;
  }
  async keepIntent(intent: KeptIntent, options: CallOptions) {
    this.callers.push(options);
    this.kept.push(intent);
    return this.keepAnswer;
  }
}
