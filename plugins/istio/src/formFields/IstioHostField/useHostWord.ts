import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Tone,
  ValidationFinding,
} from '@meshwright/backstage-plugin-istio-common';
import type { Shape } from '../../components/StateWord/shapes';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import type { HostCheck } from './HostCheck';

/** A word with its tone and shape. */
export interface HostWord {
  word: string;
  tone: Tone;
  shape?: Shape;
}

/** Names a finding in a word. */
export function useFindingWord(): (finding: ValidationFinding) => HostWord {
  const { t } = useTranslationRef(istioFormTranslationRef);
  return ({ code, severity }) => {
    if (severity === 'warning') {
      return { word: t('host.warning'), tone: 'warning' };
    }
    if (severity === 'info') return { word: t('host.info'), tone: 'info' };
    if (code === 'IST0145') return { word: t('host.taken'), tone: 'error' };
    return code === 'MW-HOST-ZONE'
      ? { word: t('host.notAllowed'), tone: 'error' }
      : { word: t('host.stops'), tone: 'error' };
  };
}

/** The verdict on a host in a word; nothing while there is none. */
export function useHostWord(check: HostCheck): HostWord | undefined {
  const { t } = useTranslationRef(istioFormTranslationRef);
  const wordOf = useFindingWord();
  switch (check.state) {
    case 'refused':
      return { word: t('host.notAllowed'), tone: 'error' };
    case 'forbidden':
      return { word: t('host.forbidden'), tone: 'unknown', shape: 'forbidden' };
    case 'unverified':
      return {
        word: t('host.unverified'),
        tone: 'unknown',
        shape: 'unreachable',
      };
    case 'checking':
      return { word: t('host.checking'), tone: 'neutral', shape: 'renewing' };
    case 'answered': {
      const [worst] = check.result.findings;
      if (worst && worst.severity !== 'info') return wordOf(worst);
      return check.result.unverified.length > 0
        ? { word: t('host.unverified'), tone: 'unknown' }
        : { word: t('host.free'), tone: 'ok' };
    }
    default:
      return undefined;
  }
}
