import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useNow } from '../../clock/useNow';
import { useTimeText } from '../../hooks/useTimeText';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import type { HostCheck } from './HostCheck';

/** What a verdict on a host is made of: how much was looked at, and how old it is. */
export function HostCheckAge({ check }: { check: HostCheck }) {
  const { t } = useTranslationRef(istioFormTranslationRef);
  const now = useNow();
  const { ago } = useTimeText();
  if (check.state !== 'answered') return null;
  const { result, seconds } = check;
  const { passed, verifiedAgainst } = result;
  return (
    <Typography variant="caption" color="textSecondary">
      {[
        t('host.passed', { count: passed }),
        verifiedAgainst &&
          t('host.against', {
            cluster: verifiedAgainst.cluster,
            age: ago(verifiedAgainst.at, now),
          }),
        seconds < 0.05
          ? t('host.answeredAtOnce')
          : t('host.answeredIn', { seconds: seconds.toFixed(1) }),
      ]
        .filter(Boolean)
        .join(' · ')}
    </Typography>
  );
}
