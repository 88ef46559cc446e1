import type { IstioApi } from '../../api/IstioApi';
import { readFailure } from '../useRead';
import type { HostCheck } from './HostCheck';
import { hostShape, ingressInput } from './ingressInput';
import type { IngressForm } from './readIngressForm';

/**
 * Judges a host once. Failures of the network or of rights are answers, too:
 * the form goes on without them, unverified.
 */
export async function checkHost(
  api: Pick<IstioApi, 'getExposureZones' | 'validate'>,
  host: string,
  form: IngressForm,
  options: { signal?: AbortSignal; now: () => number },
): Promise<HostCheck> {
  const { signal, now } = options;
  const started = now();
  const wrong = hostShape(host, form.more.additionalHosts);
  if (wrong) return { state: 'refused', sentence: wrong };
  try {
    const zones = await api.getExposureZones({ signal });
    const intent = ingressInput(host, form, zones);
    if ('problem' in intent) {
      return { state: 'refused', sentence: intent.problem };
    }
    const result = await api.validate('ingress', intent.input, {
      signal,
      entityRef: form.entityRef,
    });
    return { state: 'answered', result, seconds: (now() - started) / 1000 };
  } catch (error) {
    const { state, reason } = readFailure(error);
    // The backend was asked, and says that there is no such intent.
    if ((error as { statusCode?: number }).statusCode === 400) {
      return { state: 'refused', sentence: reason };
    }
    return { state: state === 'failed' ? 'unverified' : state, reason };
  }
}
